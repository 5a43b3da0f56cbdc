import Foundation

/// `tare inspect` of an archive with nothing cached, against syft on the same archive.
enum InspectArchive: Figure {
    static let name = "inspect-archive"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        guard let syft = bench.syft else {
            throw TimedCommand.Failed(description: "syft is missing: run scripts/setup build test")
        }
        let environment = try bench.emptyCache().merging(["SYFT_CHECK_FOR_APP_UPDATE": "false"]) { $1 }
        let usages = try TimedCommand.compare(
            [bench.tare, "inspect", "oci-archive:" + bench.archive, "--format", "json"],
            [syft, "scan", "-q", "oci-archive:" + bench.archive, "-o", "cyclonedx-json"], runs: 3,
            environment: environment, before: { _ = try bench.emptyCache() })
        return [
            line("inspect an archive, nothing cached, wall", usages, \.wall),
            line("inspect an archive, nothing cached, CPU", usages, \.cpu),
        ]
    }

    private static func line(
        _ figure: String, _ usages: (ours: [Usage], peer: [Usage]), _ key: KeyPath<Usage, Double>
    ) -> FigureLine {
        let (ours, theirs) = (usages.ours.median(key), usages.peer.median(key))
        return FigureLine(
            figure: figure, ours: String(format: "%.3f s", ours), peer: String(format: "%.3f s syft", theirs),
            ratio: ours / theirs, bar: "≤ 0.10")
    }
}
