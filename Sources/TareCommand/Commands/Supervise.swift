internal import ArgumentParser
internal import TareSandbox

/// What `--run` starts inside its sandbox; not for people.
struct Supervise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: Supervisor.argument, shouldDisplay: false)

    @Argument var request: String

    func run() async throws { await Supervisor.main(request) }
}
