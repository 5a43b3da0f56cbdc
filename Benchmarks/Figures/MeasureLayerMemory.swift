import Foundation

/// Peak memory of measuring a layer, of 200 MB and of 4 GB: it must not grow with the layer.
enum MeasureLayerMemory: Figure {
    static let name = "measure-layer-memory"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        let large = bench.folder.appending(path: "large.tar.gz").path
        if !FileManager.default.fileExists(atPath: large) {
            // 4 GB that do not compress to nothing: the real layer's content, many times over.
            _ = try TimedCommand.run([
                "bash", "-c",
                """
                set -e; d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
                zcat '\(bench.layer)' > "$d/part"; size=$(stat -c %s "$d/part")
                for i in $(seq $((4000000000 / size + 1))); do ln "$d/part" "$d/part$i"; done
                tar -C "$d" --hard-dereference -c . | pigz -1 > '\(large).part'; mv '\(large).part' '\(large)'
                """,
            ])
        }
        return try [bench.layer, large].map { layer in
            let usage = try TimedCommand.run([CommandLine.arguments[0], MeasureLayer.childFlag, layer])
            let size = try FileManager.default.attributesOfItem(atPath: layer)[.size] as? Int ?? 0
            return FigureLine(
                figure: "measure a layer of \(size / 1_000_000) MB packed, memory",
                ours: "\(usage.peakMemory / 1_000_000) MB",
                peer: "64 MB, the bound", ratio: Double(usage.peakMemory) / 64e6, bar: "≤ 1.00")
        }
    }
}
