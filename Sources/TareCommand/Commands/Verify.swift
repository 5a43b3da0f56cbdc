internal import ArgumentParser
internal import FoundationEssentials
internal import Tare
internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TareReport
internal import TareSandbox
internal import TareSelection

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove whether an image would start, and with --run start it, isolated.",
        discussion: """
            IMAGE is what 'tare inspect' takes. The proof only reads the image: its command, user, interpreter, packages, \
            libraries, application and health check. With --run it is also started by bubblewrap: with a read-only root, \
            as its own user, without capabilities and with no network but loopback. Exit codes: 0 starts; 1 would not \
            start, or was not healthy; 3 not known; 4 bad input.
            """)

    @Argument(help: "The image.")
    var image: String

    @Option(help: ArgumentHelp("The platform to take from an index.", valueName: "os/architecture[/variant]"))
    var platform: String?

    @Option(help: ArgumentHelp("The application, where the command does not name it.", valueName: "module:attribute"))
    var app: String?

    @Option(help: "How the result is written: table, json or sarif.")
    var format: VerifyFormat = .table

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the result to this file.", valueName: "file"))
    var output: String?

    @OptionGroup(title: "Running") var running: RunningOptions
    @OptionGroup var styling: StyleOptions
    @OptionGroup var source: SourceOptions

    func validate() throws { try running.validate() }

    func run() async throws {
        let request = VerifyRequest(
            location: try ImageLocation(image), platform: try platform.map { try Platform(parsing: $0) },
            application: app, run: running.options)
        let result = try await CancelOnSignal.run {
            try await source.withWorkspace { try await $0.verify(request) }
        }
        let text =
            switch format {
            case .json: try JSONReport.text(result)
            case .sarif: try JSONReport.text(VerifySARIF.log(result, version: TareVersion.text))
            case .table:
                VerifyTable.lines(result, styling.style(isForFile: output != nil)).joined(separator: "\n") + "\n"
            }
        if let output { try OutputFile.write(text, to: output) } else { StandardOutput.write(text) }
        switch result.verdict {
        case .fails: throw ExitCode(1)
        case .unknown: throw ExitCode(RefusalSeverity.incomplete.rawValue)
        case .starts: break
        }
    }
}

enum VerifyFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case sarif
}

/// How `--run` runs.
struct RunningOptions: ParsableArguments {
    @Flag(help: "Start the image, isolated; needs bubblewrap.")
    var run = false

    @Option(help: ArgumentHelp("Seconds until it has to be healthy.", valueName: "seconds"))
    var timeout = 30

    @Option(help: ArgumentHelp("Seconds between the stop signal and the kill.", valueName: "seconds"))
    var grace: Int?

    @Option(help: ArgumentHelp("Where it answers when it is ready; /health if not given.", valueName: "path"))
    var health: String?

    @Option(help: ArgumentHelp("Where it listens, if nothing in the image tells.", valueName: "port"))
    var port: Int?

    @Option(help: ArgumentHelp("Megabytes that it may hold in memory.", valueName: "MB"))
    var memory = 4096

    @Flag(help: "Let it write to its root.")
    var writable = false

    func validate() throws {
        guard (1...3600).contains(timeout), grace.map({ (0...600).contains($0) }) ?? true else {
            throw ValidationError("--timeout takes 1 to 3600 seconds, --grace 0 to 600")
        }
        guard port.map({ (1...65_535).contains($0) }) ?? true else { throw ValidationError("--port takes 1 to 65535") }
        guard (16...1_048_576).contains(memory) else { throw ValidationError("--memory takes 16 to 1048576 MB") }
        guard health.map({ $0.hasPrefix("/") && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }) ?? true else {
            throw ValidationError("--health takes a path, such as /ready")
        }
    }

    /// `nil` where it is not run.
    var options: RunOptions? {
        guard run else { return nil }
        var options = RunOptions()
        options.timeout = .seconds(timeout)
        options.grace = grace.map { .seconds($0) }
        options.healthPath = health
        options.ports = port.map { [$0] } ?? []
        options.memoryLimit = UInt64(memory) * 1_000_000
        options.isRootWritable = writable
        return options
    }
}
