internal import ArgumentParser
internal import FoundationEssentials
internal import Tare
internal import TareDiagnostics
internal import TareLint
internal import TareOCI
internal import TareReport

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lint Dockerfiles, compose files and images, and find what would not work.",
        discussion: """
            PATH is a file, a folder, which is searched for Dockerfiles and compose files, or '-' for a Dockerfile on \
            standard input; nothing is the current folder. Rules are hadolint's and BuildKit's under their own ids, those \
            about compose files, dockle's about images, and TARE####, which evaluate the file against what is known of its \
            bases. '.hadolint.yaml', '# hadolint ignore=' and '# check=' are followed. Exit codes: 0 nothing at or above \
            --fail-on; 1 findings; 2 wrong usage; 3 incomplete; 4 bad input.
            """)

    @Argument(help: "Files and folders.")
    var paths: [String] = []

    @Option(help: ArgumentHelp("A built image, by what 'tare inspect' takes; may be repeated.", valueName: "image"))
    var image: [String] = []

    @Option(help: "How findings are written: \(CheckFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: CheckFormat?

    @Flag(help: "Make the changes that are safe.")
    var fix = false

    @Flag(help: "Show what --fix would change, and change nothing.")
    var diff = false

    @Flag(help: "List all rules, with the reason and an example each; IDs as arguments choose.")
    var rules = false

    @Option(
        name: .customLong("fail-on"),
        help:
            "The mildest severity that fails: error, warning, info, style or none; info if the configuration has none.")
    var failOn: FailureThreshold?

    @Option(help: ArgumentHelp("A rule not to ask; may be repeated.", valueName: "id"))
    var ignore: [String] = []

    @Option(help: ArgumentHelp("A rule to ask though it is off; may be repeated.", valueName: "id"))
    var enable: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("hadolint's configuration.", valueName: "file"))
    var config: String?

    @Flag(inversion: .prefixedNo, help: "Ask ShellCheck, where it is installed.")
    var shellcheck = true

    @Flag(help: "Pull and measure the images that Dockerfiles stand on; without, what was measured before counts.")
    var measureBases = false

    @Option(help: ArgumentHelp("The folder that the build is given.", valueName: "folder"))
    var context: String?

    @Option(help: ArgumentHelp("A build argument; may be repeated.", valueName: "name=value"))
    var buildArg: [String] = []

    @Option(help: ArgumentHelp("The stage that is built.", valueName: "stage"))
    var target: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the findings to this file.", valueName: "file"))
    var output: String?

    @OptionGroup var styling: StyleOptions
    @OptionGroup var source: SourceOptions

    func run() async throws {
        if rules { return try listRules() }
        guard !(fix && diff) else { throw ValidationError("take --fix or --diff, not both") }
        let environment = ProcessInfo.processInfo.environment
        var request = CheckRequest(
            paths: paths.isEmpty && image.isEmpty ? ["."] : paths, environment: environment)
        request.images = try image.map { try ImageLocation($0) }
        (request.fixes, request.previewsFixes) = (fix, diff)
        request.asksShellCheck = shellcheck
        (request.configuration, request.ignored, request.enabled) = (config, Set(ignore), Set(enable))
        (request.measuresBases, request.context, request.target) = (measureBases, context, target)
        for text in buildArg {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, !name.isEmpty else {
                throw ValidationError("--build-arg takes NAME=VALUE, not '\(text.printable())'")
            }
            request.buildArguments[name] = parts.count > 1 ? parts[1] : environment[name]
        }
        if paths.contains("-") { request.standardInput = try StandardInput.read() }
        let outcome = try await source.withWorkspace { [request] in try await $0.check(request) }
        try write(outcome)
        for note in outcome.incomplete {
            StandardError.write("warning: not looked at: \(note.printable(limit: 500))\n")
        }
        if outcome.shellCheck == nil, shellcheck, source.verbose {
            StandardError.write("ShellCheck was not asked: it is not installed, or there is no RUN\n")
        }
        let threshold = failOn?.value ?? outcome.configuration.failureThreshold ?? .severity(.info)
        let fails = threshold.isReached(by: outcome.findings) || (diff && !outcome.changes.isEmpty)
        if (fails && !outcome.configuration.noFail) || outcome.failsBuild { throw ExitCode(1) }
        if !outcome.incomplete.isEmpty { throw ExitCode(RefusalSeverity.incomplete.rawValue) }
    }

    private func write(_ outcome: CheckOutcome) throws {
        if diff {
            let text = outcome.changes.map {
                UnifiedDiff.text($0.before, $0.after, path: String($0.path.drop { $0 == "/" }))
            }
            .joined()
            if let output { try OutputFile.write(text, to: output) } else { StandardOutput.write(text) }
            return
        }
        if fix, !source.quiet {
            for change in outcome.changes {
                let noun = change.count == 1 ? "change" : "changes"
                StandardError.write("\(change.path.printable()): \(change.count) \(noun) made\n")
            }
        }
        let written = format ?? outcome.configuration.format.first.flatMap { CheckFormat(rawValue: $0) } ?? .tty
        let text =
            switch written {
            case .json:
                try JSONReport.text(
                    CheckReport(outcome.files, incomplete: outcome.incomplete, shellCheck: outcome.shellCheck))
            case .sarif:
                try JSONReport.text(
                    CheckSARIF.log(
                        outcome.files, version: TareVersion.text, isComplete: outcome.incomplete.isEmpty))
            default:
                written.lintFormat.text(
                    outcome.files, isColored: styling.style(isForFile: output != nil).usesColor)
            }
        if let output { try OutputFile.write(text, to: output) } else { StandardOutput.write(text) }
    }

    private func listRules() throws {
        let wanted = Set(paths)
        for id in paths where RuleCatalogue.named(id) == nil { throw CheckError.unknownRule(id) }
        let cards = RuleCatalogue.all.filter { wanted.isEmpty || wanted.contains($0.id) }
        let text =
            switch format ?? .tty {
            case .json: try JSONReport.text(RuleList(rules: cards))
            case .tty:
                RuleTable.lines(cards, styling.style(isForFile: output != nil)).joined(separator: "\n") + "\n"
            default: throw ValidationError("--rules is written as tty or json")
            }
        if let output { try OutputFile.write(text, to: output) } else { StandardOutput.write(text) }
    }
}

/// `tare.rules/1`
private struct RuleList: Encodable {
    let schema = "tare.rules/1"
    var rules: [RuleCard]

    private enum CodingKeys: String, CodingKey { case schema, rules }
}

enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
    case tty, json, sarif, checkstyle, codeclimate, gitlab, gitlab_codeclimate, github, junit

    /// Of those that the linter writes itself.
    var lintFormat: LintFormat {
        switch self {
        case .tty, .json, .sarif: .tty
        case .checkstyle: .checkstyle
        case .codeclimate: .codeclimate
        case .gitlab, .gitlab_codeclimate: .gitlab
        case .github: .github
        case .junit: .junit
        }
    }
}

struct FailureThreshold: ExpressibleByArgument {
    let value: HadolintConfig.Threshold

    init?(argument: String) {
        guard let value = HadolintConfig.Threshold(named: argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { ["error", "warning", "info", "style", "none"] }
}
