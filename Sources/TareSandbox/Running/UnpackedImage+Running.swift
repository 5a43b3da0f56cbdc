internal import FoundationEssentials
internal import Subprocess
internal import TareOCI

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

extension UnpackedImage {
    private static let longestAnswer = 16 << 20

    /// Runs the image's command until it is healthy or its time is over, and stops it.
    ///
    /// - Parameter supervisor: a program that serves `Supervisor`; `nil` for this one.
    public func run(
        _ options: RunOptions = .init(), with bubblewrap: Bubblewrap, supervisor: String? = nil
    ) async throws -> RunReport {
        guard !words.isEmpty else {
            var report = RunReport(status: .notStarted, reason: "there is nothing to run: no entrypoint and no command")
            report.notes = notes
            return report
        }
        let request = try request(options, bubblewrap)
        unlink(folder.request)
        try folder.write([UInt8](try JSONEncoder().encode(request)), to: folder.request, for: ownership.service)
        let command = [try supervisor ?? Self.thisProgram(), Supervisor.argument, folder.request]
        let arguments = BubblewrapArguments.outer(
            folder, isRoot: ownership.base != nil, temporaryLimit: options.temporaryLimit, command: command)
        var report = try await Self.answer(
            bubblewrap, arguments, within: options.timeout + request.grace + .seconds(120))
        report.notes = notes + report.notes
        return report
    }

    /// Entrypoint and arguments, as one command.
    private var words: [String] { (config.entrypoint ?? []) + (config.cmd ?? []) }

    private func request(_ options: RunOptions, _ bubblewrap: Bubblewrap) throws -> SupervisorRequest {
        let health = HealthTarget(config)
        let exposed = (config.exposedPorts?.names ?? []).filter { !$0.hasSuffix("/udp") }.compactMap { name in
            name.split(separator: "/").first.flatMap { Int($0) }
        }
        let ports = options.ports.isEmpty ? exposed : options.ports
        let grace = options.grace ?? .seconds(config.stopTimeout.flatMap { (0...600).contains($0) ? $0 : nil } ?? 10)
        return SupervisorRequest(
            bubblewrap: bubblewrap.path, root: folder.root, shared: folder.shared, hosts: folder.hosts,
            filter: folder.filter,
            host: ownership.service.map {
                .init(userID: $0.userID, groupID: $0.groupID, groups: ownership.serviceGroups)
            },
            userID: user.userID, groupID: user.groupID, words: words, variables: variables,
            workingDirectory: workingDirectory, processesAt: mountPoints.processes, devicesAt: mountPoints.devices,
            memory: mountPoints.memory, inMemory: mountPoints.inMemory, volumes: mountPoints.volumes,
            hostsAt: mountPoints.hosts, healthCheck: health.words, healthCheckTimeout: health.timeout,
            healthPath: options.healthPath ?? health.path ?? "/health",
            ports: (health.port.map { [$0] } ?? []) + ports,
            stopSignal: config.stopSignal.flatMap(SignalName.number) ?? SIGTERM, grace: grace, options: options)
    }

    /// The configuration's variables, and those that every runtime sets; of two of one name the later wins.
    private var variables: [SupervisorRequest.Variable] {
        var values = [
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": user.home,
            "HOSTNAME": "tare",
        ]
        for assignment in config.env ?? [] {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !assignment.utf8.contains(0) else { continue }
            values[String(parts[0])] = String(parts[1])
        }
        return values.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
    }

    private static func thisProgram() throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { throw SandboxError.failed(detail: "this program's own file is not known") }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func answer(
        _ bubblewrap: Bubblewrap, _ arguments: [String], within time: Duration
    ) async throws -> RunReport {
        // The supervisor ends when nobody holds the other end of its input any more, however this process ends.
        let (input, held) = try FileDescriptor.pipe()
        defer { try? held.close() }
        for end in [input, held] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        let finished = try await withThrowingTaskGroup(of: (output: [UInt8], errors: String)?.self) { group in
            group.addTask {
                // An interrupt at the terminal is this process's to answer.
                var options = PlatformOptions()
                options.createSession = true
                let result = try await Subprocess.run(
                    .path(FilePath(bubblewrap.path)), arguments: Arguments(arguments), environment: environment,
                    platformOptions: options,
                    input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                    output: .bytes(limit: longestAnswer), error: .string(limit: 1 << 20))
                return (result.standardOutput, result.standardError)
            }
            group.addTask {
                try await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            do { return try await group.next() ?? nil } catch {
                try Task.checkCancellation()
                throw error
            }
        }
        try Task.checkCancellation()
        guard let finished else { throw SandboxError.failed(detail: "it gave no answer within \(time)") }
        guard let answer = try? JSONDecoder().decode(Supervisor.Answer.self, from: Data(finished.output)) else {
            throw failure(finished.errors.split(separator: "\n").prefix(3).joined(separator: "; "))
        }
        guard let report = answer.report else { throw failure(answer.failure ?? "") }
        return report
    }

    /// What the supervisor itself is started with; the image sees none of it.
    private static var environment: Environment {
        var variables: [Environment.Key: String] = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        // Where a toolchain's libraries are, for a build that is linked to them.
        if let folders = getenv("LD_LIBRARY_PATH") { variables["LD_LIBRARY_PATH"] = String(cString: folders) }
        return .custom(variables)
    }

    /// What bubblewrap complains of, in our words.
    private static func failure(_ text: String) -> SandboxError {
        let words = ["namespace", "uid map", "gid map", "Can't mount proc", "loopback", "Operation not permitted"]
        return text.contains("bwrap: ") && words.contains(where: text.contains)
            ? .noNamespaces(detail: text) : .failed(detail: text.isEmpty ? "it gave no answer" : text)
    }
}
