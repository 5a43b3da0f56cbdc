public import ArgumentParser
internal import FoundationEssentials
internal import Tare
internal import TareOCI
internal import TareReport
internal import TareSandbox
public import TareSelection

struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show which base a project should stand on, and why.",
        discussion: """
            PROJECT is a folder with a lock: uv.lock, pylock.toml, poetry.lock, pdm.lock or requirements.txt. Every \
            candidate is measured as far as it can be had; one whose registry cannot be reached is shown with what is \
            stated of it, marked as such.
            """)

    @Argument(help: "The project's folder.")
    var project = "."

    @Option(
        help: ArgumentHelp(
            "A candidate: an id of the catalogue, a reference, or an image on disk; may be repeated.",
            valueName: "id|image"))
    var base: [String] = []

    @Option(help: "What counts most: production, security, size or debug.")
    var profile: Profile = .production

    @Option(help: ArgumentHelp("The platform of the image.", valueName: "os/architecture[/variant]"))
    var platform: String?

    @Option(help: "How the result is written: table, json or markdown.")
    var format: CompareFormat = .table

    @Flag(inversion: .prefixedNo, help: "Pull layers of registries' bases to measure them; without, weigh them only.")
    var pull = true

    @Flag(help: "Ask registries again, though they were asked within the hour.")
    var fresh = false

    @Flag(
        name: .customLong("run"),
        help: "Build the image on each base that it is proved to start on, and start it, isolated: start-up and memory."
    )
    var startsCandidates = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the result to this file.", valueName: "file"))
    var output: String?

    @OptionGroup var styling: StyleOptions
    @OptionGroup var source: SourceOptions

    func run() async throws {
        var request = CompareRequest(
            project: project, bases: base, profile: profile,
            platform: try platform.map { try Platform(parsing: $0) } ?? .host,
            now: Int64(Date.now.timeIntervalSince1970))
        request.pulls = pull
        request.asksAgain = fresh
        if startsCandidates { request.run = RunOptions() }
        let result = try await CancelOnSignal.run { [request] in
            try await source.withWorkspace(retriesRegistries: false) { try await $0.compare(request) }
        }
        let text =
            switch format {
            case .json: try JSONReport.text(result)
            case .markdown: CompareMarkdown.text(result)
            case .table:
                CompareTable.lines(result, styling.style(isForFile: output != nil)).joined(separator: "\n") + "\n"
            }
        if let output { try OutputFile.write(text, to: output) } else { StandardOutput.write(text) }
        // No base is known to run the project: incomplete, and never a pass.
        if result.recommendation.id == nil { throw ExitCode(1) }
    }
}

enum CompareFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case markdown
}

extension Profile: ExpressibleByArgument {}
