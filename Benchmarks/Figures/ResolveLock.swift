import Foundation
import TarePython

/// A lock of 1,000 packages and 10,000 wheels, read and resolved for 12 targets, each package's wheel chosen: against
/// `uv export`, which reads the same lock once and chooses nothing.
enum ResolveLock: Figure {
    static let name = "resolve-lock"
    static let childFlag = "--resolve-lock"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        guard let uv = bench.uv else {
            throw TimedCommand.Failed(description: "uv is missing: run scripts/setup build test")
        }
        let folder = try bench.lock()
        let export = [
            uv, "export", "--offline", "--frozen", "--quiet", "--no-config", "--directory", folder, "--output-file",
            "/dev/null",
        ]
        let usages = try TimedCommand.compare(
            [CommandLine.arguments[0], childFlag, folder + "/uv.lock"], export,
            environment: ["UV_PYTHON_DOWNLOADS": "never"])
        let (wall, ours, theirs) = (usages.ours.median(\.wall), usages.ours.median(\.cpu), usages.peer.median(\.cpu))
        return [
            FigureLine(
                figure: "1,000 locked packages × 12 targets, wall", ours: String(format: "%.0f ms", wall * 1000),
                peer: "500 ms, the bound", ratio: wall / 0.5, bar: "≤ 1.00"),
            FigureLine(
                figure: "1,000 locked packages × 12 targets, CPU", ours: String(format: "%.0f ms", ours * 1000),
                peer: String(format: "%.0f ms uv export, no wheels", theirs * 1000), ratio: ours / theirs, bar: "-"),
        ]
    }

    /// Reads, resolves and chooses, in a process of its own.
    static func child(_ arguments: ArraySlice<String>) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: arguments.first ?? "")))
        let lock = try Lock(LockInput(file: "uv.lock", bytes: bytes))
        var count = 0
        for minor in [11, 12, 13] {
            for machine in Machine.allCases {
                for library in [TargetCLibrary.glibc(major: 2, minor: 36), .musl(major: 1, minor: 2)] {
                    let target = try InstallTarget(
                        python: PEP440Version("3.\(minor).4"), machine: machine, library: library)
                    let tags = CompatibleTags(for: target)
                    for resolved in try lock.resolve(for: target.markerEnvironment) {
                        if case .wheel = resolved.package.wheel(for: tags) { count += 1 }
                    }
                }
            }
        }
        guard count > 10_000 else { throw TimedCommand.Failed(description: "only \(count) wheels were chosen") }
        print(count)
    }
}
