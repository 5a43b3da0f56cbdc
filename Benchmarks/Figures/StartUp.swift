import Foundation

/// Starting the binary and doing nothing.
enum StartUp: Figure {
    static let name = "start-up"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        let runs = try (0..<25).map { _ in try TimedCommand.run([bench.tare, "--version"]) }
        let wall = runs.median(\.wall)
        return [
            FigureLine(
                figure: "start, wall", ours: String(format: "%.1f ms", wall * 1000), peer: "15 ms, the bound",
                ratio: wall / 0.015, bar: "≤ 1.00")
        ]
    }
}
