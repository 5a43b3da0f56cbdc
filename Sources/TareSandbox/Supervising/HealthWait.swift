internal import AsyncHTTPClient
internal import TareDiagnostics

/// Asks a service again and again whether it is healthy: as its configuration says, or at `/health`.
struct HealthWait: Sendable {
    let request: SupervisorRequest
    let client: HTTPClient
    private(set) var health: RunReport.Health?
    private(set) var mcp: RunReport.MCP?
    private let clock = ContinuousClock()
    /// When the address answered first.
    private var answered: ContinuousClock.Instant?
    /// One that answers, but not well, is not asked without pause.
    private var nextGet: ContinuousClock.Instant?
    private var nextCommand: ContinuousClock.Instant?
    private var nextMCP: ContinuousClock.Instant?

    init(request: SupervisorRequest, client: HTTPClient) {
        self.request = request
        self.client = client
    }

    /// Where to ask: at the ports that are meant, or where none are known at the lowest.
    static func socket(among sockets: [ListeningSocket], _ ports: [Int]) -> ListeningSocket? {
        ports.isEmpty ? sockets.first : ports.lazy.compactMap { port in sockets.first { $0.port == port } }.first
    }

    /// When it was healthy; `nil` where it is not yet.
    mutating func ask(
        _ sockets: [ListeningSocket], until deadline: ContinuousClock.Instant
    ) async -> ContinuousClock.Instant? {
        let socket = Self.socket(among: sockets, request.ports)
        if let socket, answered == nil, nextGet.map({ clock.now >= $0 }) ?? true {
            let answer = await HTTPProbe(client, at: socket).get(request.healthPath, timeout: .seconds(2))
            if let answer {
                if request.healthCheck == nil {
                    health = .init(by: "GET \(request.healthPath)", httpStatus: answer.status)
                }
                if (200..<300).contains(answer.status) { answered = clock.now }
                nextGet = clock.now + .milliseconds(50)
            }
        }
        if let words = request.healthCheck { return await askCommand(words, until: deadline) }
        if let answered { return answered }
        guard let socket, health != nil, request.options.asksMCP, nextMCP.map({ clock.now >= $0 }) ?? true else {
            return nil
        }
        // A server of tools alone has no such page.
        nextMCP = clock.now + .seconds(1)
        guard let found = await MCPProbe(http: HTTPProbe(client, at: socket), timeout: .seconds(5)).ask() else {
            return nil
        }
        mcp = found
        health = .init(by: "POST \(found.path)")
        return clock.now
    }

    /// The configuration's own command decides; where its address answered before, that is when it was healthy.
    private mutating func askCommand(
        _ words: [String], until deadline: ContinuousClock.Instant
    ) async -> ContinuousClock.Instant? {
        let now = clock.now
        // A command takes a while to start: it is asked when the address answers, or now and then.
        let isDue = nextCommand.map { now >= $0 } ?? false
        if nextCommand == nil { nextCommand = now + .milliseconds(500) }
        guard isDue || answered != nil && health == nil else { return nil }
        let timeout = max(.milliseconds(100), min(request.healthCheckTimeout, deadline - now))
        let outcome = await SandboxedCommand(request: request).run(words, timeout: timeout)
        nextCommand = clock.now + .milliseconds(500)
        var health = RunReport.Health(by: "health check")
        health.exitCode = outcome.exitCode
        health.milliseconds = outcome.milliseconds
        health.said = outcome.said.isEmpty ? nil : outcome.said.printable(limit: 600)
        self.health = health
        return outcome.exitCode == 0 ? answered ?? clock.now : nil
    }

    /// Why it was not healthy in time.
    func reason(_ sockets: [ListeningSocket], after time: Duration) -> String {
        let within = "within \(Int(time.milliseconds.rounded())) ms"
        if let health, let words = request.healthCheck?.first {
            let how = health.exitCode.map { "ends with \($0)" } ?? "takes too long"
            return "its health check (\(words.printable(limit: 60))) \(how) \(within)"
                + (health.said.map { ": \($0)" } ?? "")
        }
        if sockets.isEmpty { return "it does not listen at any port \(within)" }
        let listening = sockets.map { "\($0.address):\($0.port)" }.joined(separator: ", ")
        guard Self.socket(among: sockets, request.ports) != nil else {
            let meant = request.ports.map { "\($0)" }.joined(separator: ", ")
            return "it listens at \(listening) and not at port \(meant)"
        }
        if let status = health?.httpStatus {
            return
                "GET \(request.healthPath.printable()) answers \(status) \(within): name another path with '--health'"
        }
        return "it listens at \(listening), and GET \(request.healthPath.printable()) has no answer \(within)"
    }
}
