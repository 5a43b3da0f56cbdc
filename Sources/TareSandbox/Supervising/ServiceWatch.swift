internal import AsyncHTTPClient

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Follows a service from the execution of its command to its end.
struct ServiceWatch: Sendable {
    let request: SupervisorRequest
    let table: ProcessTable
    let client: HTTPClient
    /// The bubblewrap that waits for the service.
    let guardian: Int32
    let clock = ContinuousClock()

    /// How the service came to its end, as far as it is known before its exit code is.
    struct Outcome: Sendable {
        var report: RunReport
        /// Whether the command was seen to run: only then what bubblewrap says is the image's own word.
        var wasExecuted: Bool
        /// Whether it ended by itself.
        var hasEnded: Bool
    }

    private static let longestSetup = Duration.seconds(10)
    /// The kernel ends all of a namespace with its first process.
    private static let longestEnd = Duration.seconds(10)

    func follow() async -> Outcome {
        guard let first = await execution() else {
            return Outcome(report: RunReport(status: .notStarted), wasExecuted: false, hasEnded: true)
        }
        let start = clock.now
        var report = RunReport(status: .unhealthy)
        let isUp = await becomeHealthy(&report, first, start)
        if isUp {
            await describe(&report, first)
            if !isRunning(first) {
                report.status = .unhealthy
                report.reason = "it ended as soon as it had been healthy"
            }
        }
        report.sockets = ListeningSocket.all(below: Supervisor.processes)
        guard isRunning(first) else {
            if !isUp, report.reason == nil { report.status = .exited }
            return Outcome(report: report, wasExecuted: true, hasEnded: true)
        }
        if report.memory == nil { report.memory = table.memory(of: table.tree(of: first)) }
        report.stop = await stop(first)
        return Outcome(report: report, wasExecuted: true, hasEnded: false)
    }

    /// Ends whatever is left of it: a sandbox ends with its first process, and bubblewrap with that.
    func end() async {
        for _ in 0..<2_000 where isRunning(guardian) {
            for state in table.all where state.parent == guardian { kill(state.id, SIGKILL) }
            try? await Task.sleep(for: .milliseconds(1))
        }
        kill(guardian, SIGKILL)
    }

    /// The service's first process once bubblewrap has become the command; `nil` where it ended before that was seen.
    private func execution() async -> Int32? {
        let deadline = clock.now + Self.longestSetup
        var first: Int32?
        while clock.now < deadline {
            if first == nil { first = table.all.first { $0.parent == guardian }?.id }
            if let first, let state = table.state(of: first), !state.isZombie, state.name != "bwrap" { return first }
            if !isRunning(guardian) { return nil }
            try? await Task.sleep(for: .milliseconds(1))
        }
        return nil
    }

    /// Waits for the end of what was killed, so that this is not taken for a service that is to be stopped.
    private func ended(_ process: Int32) async {
        let deadline = clock.now + Self.longestEnd
        while isRunning(process), clock.now < deadline { try? await Task.sleep(for: .milliseconds(1)) }
    }

    private func isRunning(_ process: Int32) -> Bool { table.state(of: process).map { !$0.isZombie } ?? false }

    // MARK: - Health

    private func becomeHealthy(_ report: inout RunReport, _ first: Int32, _ start: ContinuousClock.Instant) async
        -> Bool
    {
        let deadline = start + request.options.timeout
        var health = HealthWait(request: request, client: client)
        var lastCheck = start
        while true {
            let now = clock.now
            guard isRunning(first) else { return false }
            if now - lastCheck > .milliseconds(100) {
                lastCheck = now
                if let excess = excess(first) {
                    report.reason = excess
                    kill(first, SIGKILL)
                    await ended(first)
                    return false
                }
            }
            let sockets = ListeningSocket.all(below: Supervisor.processes)
            if report.listening == nil, !sockets.isEmpty { report.listening = (clock.now - start).milliseconds }
            if let healthy = await health.ask(sockets, until: deadline) {
                report.healthy = (healthy - start).milliseconds
                report.cpu = cpu(of: first)
                report.status = .healthy
                report.health = health.health
                report.mcp = health.mcp
                return true
            }
            guard clock.now < deadline else {
                report.health = health.health
                report.reason = health.reason(sockets, after: request.options.timeout)
                return false
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    /// What it has more of than it may.
    private func excess(_ first: Int32) -> String? {
        let states = table.tree(of: first)
        if states.count > request.options.processLimit {
            return "it had more than \(request.options.processLimit) processes, and was killed"
        }
        if table.resident(of: states) > request.options.memoryLimit {
            return "it held more than \(request.options.memoryLimit) bytes in memory, and was killed"
        }
        return nil
    }

    private func cpu(of first: Int32) -> Double {
        let ticks = table.tree(of: first).reduce(UInt64(0)) { $0 &+ $1.ticks }
        return Double(ticks) * 1_000 / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }

    /// Tools and memory, once it is up.
    private func describe(_ report: inout RunReport, _ first: Int32) async {
        if report.mcp == nil, request.options.asksMCP,
            let socket = HealthWait.socket(among: ListeningSocket.all(below: Supervisor.processes), request.ports)
        {
            report.mcp = await MCPProbe(http: HTTPProbe(client, at: socket), timeout: .seconds(10)).ask()
        }
        report.memory = table.memory(of: table.tree(of: first))
    }

    // MARK: - Stopping

    private func stop(_ first: Int32) async -> RunReport.Stop {
        let start = clock.now
        kill(first, request.stopSignal)
        while clock.now - start < request.grace {
            guard isRunning(first) else {
                return .init(
                    signal: SignalName.text(request.stopSignal), milliseconds: (clock.now - start).milliseconds,
                    wasKilled: false)
            }
            try? await Task.sleep(for: .milliseconds(2))
        }
        kill(first, SIGKILL)
        return .init(
            signal: SignalName.text(request.stopSignal), milliseconds: (clock.now - start).milliseconds, wasKilled: true
        )
    }
}
