import Foundation

/// `tare compare` of the example over all candidates, of which all that can be had was measured before.
enum CompareWarm: Figure {
    static let name = "compare-warm"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        let environment = bench.comparisonCache
        let command = [bench.tare, "compare", bench.example]
        // Assembles bases and reads wheels where the cache has none.
        _ = try TimedCommand.run(command, environment: environment)
        let runs = try (0..<15).map { _ in try TimedCommand.run(command, environment: environment) }
        let wall = runs.median(\.wall)
        return [
            FigureLine(
                figure: "compare all candidates again, wall", ours: String(format: "%.0f ms", wall * 1000),
                peer: "150 ms, the bound", ratio: wall / 0.150, bar: "≤ 1.00")
        ]
    }
}
