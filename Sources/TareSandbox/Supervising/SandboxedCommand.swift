internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Runs commands in inner sandboxes.
struct SandboxedCommand: Sendable {
    let request: SupervisorRequest

    struct Outcome: Sendable {
        /// `nil` where it took too long.
        var exitCode: Int32?
        var said: String
        var milliseconds: Double
    }

    /// Bubblewrap's own; the image's comes by its arguments.
    static let environment: Environment = .custom(["PATH": "/usr/bin:/bin", "LC_ALL": "C"])

    /// Runs a command beside the service: the same files, `/tmp` and network, processes of its own.
    func run(_ words: [String], timeout: Duration) async -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        let output = OutputTail()
        let program = BubblewrapArguments.innerProgram(request, options: ["--die-with-parent"], command: words)
        let code = await Deadline.run(timeout) { () async -> Int32? in
            let result = try? await Subprocess.run(
                .path(FilePath(program.path)), arguments: Arguments(program.arguments),
                environment: Self.environment, input: .none, output: .sequence, error: .combinedWithOutput
            ) { execution in
                await output.append(all: execution.standardOutput)
            }
            return result.map { $0.terminationStatus.shellCode } ?? nil
        }
        let lines = output.output.text.split(separator: "\n").suffix(3).joined(separator: "; ")
        return Outcome(
            exitCode: code ?? nil, said: String(lines.suffix(600)), milliseconds: (clock.now - start).milliseconds)
    }
}

extension TerminationStatus {
    /// As a shell has it: 128 and the signal's number where one ended it.
    var shellCode: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}

extension Duration {
    var milliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1_000 + Double(attoseconds) / 1e15
    }
}

/// Ends what takes too long.
enum Deadline {
    /// The answer, or `nil` when the time is over.
    static func run<Answer: Sendable>(
        _ time: Duration, _ operation: @escaping @Sendable () async -> Answer
    ) async -> Answer? {
        await withTaskGroup(of: Answer?.self) { group in
            group.addTask { await operation() }
            group.addTask {
                try? await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
