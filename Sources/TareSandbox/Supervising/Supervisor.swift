internal import AsyncHTTPClient
internal import FoundationEssentials
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The process between this machine and an image that runs: it has the sandbox's network and list of processes, starts
/// the image in an inner sandbox, asks it over loopback, and prints one JSON document.
///
/// It is the first process of its namespace, so that everything in it ends with it; and it ends when its standard input
/// does, that is when whoever started it is gone.
public enum Supervisor {
    /// The command's hidden argument that begins it; the request's path follows.
    public static let argument = "__supervise"

    /// The list of processes of the supervisor's namespace.
    static let processes = "/proc"

    struct Answer: Codable {
        var report: RunReport?
        /// Why the sandbox could not be set up.
        var failure: String?
    }

    private static let longestRequest = 8 << 20

    /// Serves one request and ends the process.
    public static func main(_ path: String) async -> Never {
        var answer = Answer()
        do {
            guard let text = SmallFile.text(path, limit: longestRequest) else {
                throw SandboxError.failed(detail: "the supervisor's request can't be read")
            }
            let request = try JSONDecoder().decode(SupervisorRequest.self, from: Data(text.utf8))
            try become(request.host)
            endWithInput()
            answer.report = try await run(request)
        } catch let error as SandboxError {
            if case .failed(let detail) = error { answer.failure = detail } else { answer.failure = error.what }
        } catch { answer.failure = "\(error)" }
        let bytes = (try? JSONEncoder().encode(answer)) ?? Data()
        _ = try? FileDescriptor.standardOutput.writeAll(bytes)
        exit(0)
    }

    /// Becomes the service's user, for good; before, takes the list of its namespace's processes for this machine's.
    private static func become(_ host: SupervisorRequest.Host?) throws {
        guard let host else { return }
        let flags = UInt(MS_NOSUID | MS_NODEV | MS_NOEXEC)
        guard mount("proc", "/proc", "proc", flags, nil) == 0 else {
            throw SandboxError.failed(detail: "the list of processes can't be had: \(OpenFolder.reason(errno))")
        }
        let groups = host.groups.map { gid_t($0) }
        guard setgroups(groups.count, groups) == 0, setgid(host.groupID) == 0,
            // With the capability to, these set the real, effective and saved numbers (setuid(2)).
            setuid(host.userID) == 0, getuid() == host.userID, setuid(0) != 0
        else { throw SandboxError.failed(detail: "the service's user can't be taken: \(OpenFolder.reason(errno))") }
    }

    private static func endWithInput() {
        var handle = pthread_t()
        _ = pthread_create(
            &handle, nil,
            { _ in
                var byte: UInt8 = 0
                while read(0, &byte, 1) > 0 {}
                exit(0)
            }, nil)
    }

    private static func run(_ request: SupervisorRequest) async throws -> RunReport {
        for number in request.memory.indices {
            let folder = request.shared + "/\(number)"
            guard mkdir(folder, 0o777) == 0, chmod(folder, 0o1777) == 0 else {
                throw SandboxError.failed(detail: "\(folder) can't be made: \(OpenFolder.reason(errno))")
            }
        }
        let client = HTTPProbe.makeClient()
        let (output, errors) = (OutputTail(), OutputTail())
        let table = ProcessTable(folder: processes)
        let program = BubblewrapArguments.innerProgram(request, command: request.words)
        let result = try await Subprocess.run(
            .path(FilePath(program.path)), arguments: Arguments(program.arguments),
            environment: SandboxedCommand.environment, input: .none, output: .sequence, error: .sequence
        ) { execution in
            let guardian = execution.processIdentifier.value
            return await withTaskGroup(of: ServiceWatch.Outcome?.self) { group in
                group.addTask {
                    await output.append(all: execution.standardOutput)
                    return nil
                }
                group.addTask {
                    await errors.append(all: execution.standardError)
                    return nil
                }
                group.addTask {
                    let watch = ServiceWatch(request: request, table: table, client: client, guardian: guardian)
                    let outcome = await watch.follow()
                    await watch.end()
                    return outcome
                }
                var outcome: ServiceWatch.Outcome?
                while let next = await group.next() { outcome = next ?? outcome }
                return outcome
            }
        }
        try? await client.shutdown()
        guard let outcome = result.closureResult else {
            throw SandboxError.failed(detail: "the service was not watched")
        }
        return try finish(outcome, result.terminationStatus.shellCode, output, errors)
    }

    /// Puts exit code and output to what was seen.
    private static func finish(
        _ outcome: ServiceWatch.Outcome, _ code: Int32, _ output: OutputTail, _ errors: OutputTail
    ) throws -> RunReport {
        var report = outcome.report
        report.output = output.output
        report.errors = errors.output
        if !outcome.wasExecuted {
            let said = report.errors.text.split(separator: "\n").first.map(String.init) ?? ""
            guard code == 1, said.hasPrefix("bwrap: ") else {
                // It ended before it was seen to run.
                report.status = .exited
                report.exitCode = code
                report.reason = exitReason(code)
                return report
            }
            report.status = .notStarted
            for (words, meaning) in [
                ("bwrap: execvp ", "its command"), ("bwrap: Can't chdir to ", "its working directory"),
            ]
            where said.hasPrefix(words) {
                report.reason = "\(meaning) can't be had: \(said.dropFirst(words.count))"
                return report
            }
            throw SandboxError.failed(detail: said)
        }
        if outcome.hasEnded {
            report.exitCode = code
            if report.status == .exited { report.reason = exitReason(code) }
        } else if report.stop?.wasKilled == false {
            report.stop?.exitCode = code
        }
        if !report.sockets.isEmpty, !report.sockets.contains(where: \.isReachable) {
            let sockets = report.sockets.map { "\($0.address):\($0.port)" }.joined(separator: ", ")
            report.notes.append(
                "it listens at \(sockets) only, where nothing outside of the container reaches it: listen at 0.0.0.0")
        }
        return report
    }

    private static func exitReason(_ code: Int32) -> String {
        let how = code > 128 ? "it was ended by signal \(code - 128)" : "it ended with \(code)"
        return how + " before it was healthy"
    }
}
