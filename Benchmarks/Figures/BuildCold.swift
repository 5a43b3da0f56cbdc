import Foundation

/// `tare build` with wheels at hand and nothing made of them, against `uv sync`, `tar` and `pigz`, which give the same
/// layer and no image: uv's cache holds the wheels unpacked, Tare's as they were fetched. And the memory of that.
enum BuildCold: Figure {
    static let name = "build-cold"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        let inputs = try BuildInputs(bench)
        guard let uv = bench.uv else {
            throw TimedCommand.Failed(description: "uv is missing: run scripts/setup build test")
        }
        let folder = inputs.output + "/peer"
        let theirs = """
            set -e
            '\(uv)' sync -q --frozen --no-dev --no-config --compile-bytecode --link-mode copy --directory '\(inputs.project)' \
            --python \(BuildInputs.interpreter) --cache-dir '\(inputs.uvCache)'
            tar -C '\(folder)' -cf - . | pigz > '\(folder).tar.gz'
            """
        func forget() throws {
            for place in [folder, inputs.output + "/cold", inputs.cache + "/blobs/plans"] {
                try? FileManager.default.removeItem(atPath: place)
            }
        }
        let usages = try TimedCommand.compare(
            inputs.build(to: "cold"), ["bash", "-c", theirs], runs: 3,
            environment: inputs.environment.merging(["UV_PROJECT_ENVIRONMENT": folder + "/app/.venv"]) { $1 },
            before: forget)
        let (ours, peer) = (usages.ours.median(\.wall), usages.peer.median(\.wall))
        let memory = usages.ours.map(\.peakMemory).max() ?? 0
        return [
            FigureLine(
                figure: "build, nothing but wheels kept, wall", ours: String(format: "%.2f s", ours),
                peer: String(format: "%.2f s uv sync, tar, pigz", peer), ratio: ours / peer, bar: "≤ 1.00"),
            FigureLine(
                figure: "build, nothing but wheels kept, memory", ours: "\(memory / 1_000_000) MB",
                peer: "150 MB, the bound", ratio: Double(memory) / 150e6, bar: "≤ 1.00"),
        ]
    }
}
