internal import ArgumentParser
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
