internal import ArgumentParser
internal import TareDiagnostics

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Runs the command and turns what it throws into a sentence on standard error and an exit code.
@main
enum Main {
    static func main() async {
        do {
            var command = try TareCommand.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let refusal as any Refusal {
            StandardError.write(refusal: refusal)
            exit(refusal.severity.rawValue)
        } catch is CancellationError {
            exit(130)
        } catch {
            let code = TareCommand.exitCode(for: error)
            if code.isSuccess || code.rawValue != ExitCode.validationFailure.rawValue {
                TareCommand.exit(withError: error)
            }
            // A wrong command line is exit code 2 for every command of Tare, not sysexits' 64.
            StandardError.write(TareCommand.fullMessage(for: error) + "\n")
            exit(RefusalSeverity.usage.rawValue)
        }
    }
}

struct TareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tare",
        abstract: "Which base image does a Python service need, and will it start there?",
        discussion: """
            Results go to standard output, progress and logs to standard error. Exit codes: 0 holds; 1 findings; \
            2 wrong usage; 3 incomplete: a source could not be read; 4 bad input.
            """,
        version: TareVersion.text,
        subcommands: [
            Compare.self, Init.self, Check.self, Build.self, Verify.self, Inspect.self, Base.self, Cache.self,
            Supervise.self,
        ])
}

/// The version of this build.
enum TareVersion {
    static let text = "0.1.0"
}
