import Foundation

/// Prints every figure as a ratio to its peer or floor, both measured in this run.
///
///     tare-bench [--only NAME]
@main
enum Main {
    static let figures: [any Figure.Type] = [
        MeasureLayer.self, MeasureLayerMemory.self, InspectArchive.self, InspectWarm.self, CompareWarm.self,
        ResolveLock.self, LintFiles.self, StartUp.self, BuildWarm.self, BuildCold.self,
    ]

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == MeasureLayer.childFlag { return try MeasureLayer.child(arguments.dropFirst()) }
        if arguments.first == ResolveLock.childFlag { return try ResolveLock.child(arguments.dropFirst()) }
        if arguments.first == LintFiles.childFlag { return try LintFiles.child(arguments.dropFirst()) }
        let only = arguments.first == "--only" ? arguments.last : nil
        let bench = try Workbench()
        print("figure".padded(44) + "tare".padded(14) + "peer or floor".padded(34) + "ratio".padded(8) + "bar")
        for figure in figures where only == nil || only == figure.name {
            for line in try figure.run(bench) { print(line.text) }
        }
    }
}

/// One thing that is measured; one file a figure.
protocol Figure: SendableMetatype {
    static var name: String { get }
    static func run(_ bench: Workbench) throws -> [FigureLine]
}

/// One printed line: medians, and the ratio of the medians.
struct FigureLine {
    var figure: String
    var ours: String
    var peer: String
    var ratio: Double
    var bar: String

    var text: String {
        figure.padded(44) + ours.padded(14) + peer.padded(34) + String(format: "%.3f", ratio).padded(8) + bar
    }
}

extension String {
    func padded(_ width: Int) -> String {
        count >= width ? self + " " : self + String(repeating: " ", count: width - count)
    }
}
