import Foundation

/// `tare inspect` of an archive that was inspected before.
enum InspectWarm: Figure {
    static let name = "inspect-warm"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        let environment = try bench.emptyCache()
        let command = [bench.tare, "inspect", "oci-archive:" + bench.archive]
        _ = try TimedCommand.run(command, environment: environment)
        let runs = try (0..<15).map { _ in try TimedCommand.run(command, environment: environment) }
        let wall = runs.median(\.wall)
        return [
            FigureLine(
                figure: "inspect an archive again, wall", ours: String(format: "%.1f ms", wall * 1000),
                peer: "50 ms, the bound", ratio: wall / 0.050, bar: "≤ 1.00")
        ]
    }
}
