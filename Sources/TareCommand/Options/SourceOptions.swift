internal import ArgumentParser
internal import FoundationEssentials
internal import Logging
internal import Tare

/// What every command that reads sources takes.
struct SourceOptions: ParsableArguments {
    @Flag(help: "Answer from what is on this machine; ask nothing over the network.")
    var offline = false

    @Flag(name: .shortAndLong, help: "No progress and no warnings.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say what is being done.")
    var verbose = false

    /// The log of this run, on standard error.
    func logger() -> Logger {
        let level: Logger.Level = verbose ? .debug : quiet ? .error : .warning
        return Logger(label: "tare", factory: { _ in PlainLog(logLevel: level) })
    }

    /// Progress on a terminal only.
    func progress() -> any ProgressReporter {
        !quiet && StandardError.isTerminal ? TerminalProgress() : SilentProgress()
    }
}

extension SourceOptions {
    /// Runs an operation with the cache, network and log that the options ask for.
    func withWorkspace<Result>(
        retriesRegistries: Bool = true, _ operation: (Workspace) async throws -> Result
    ) async throws -> Result {
        let options = Workspace.Options(
            environment: ProcessInfo.processInfo.environment, isOffline: offline, retriesRegistries: retriesRegistries)
        return try await Workspace.with(options, logger: logger(), progress: progress(), operation)
    }
}
