import TareCompose

extension ComposeRule {
    static let noUnboundPortInterfaces = ComposeRule(
        "no-unbound-port-interfaces", .error, "The port is open on every interface of the host",
        rationale: """
            Docker writes its rules before those of the firewall: the port is open to the network, whatever ufw
            says. Bind it: 127.0.0.1:8000:8000.
            """,
        bad: "ports: [\"8000:8000\"]\n",
        good: "ports: [\"127.0.0.1:8000:8000\"]\n",
        tags: [.security], origin: .dclint
    ) { scope, report in
        for service in scope.services {
            for port in service.ports where isOpen(port.host?.value) { report.add(port.node) }
        }
    }

    private static func isOpen(_ host: String?) -> Bool {
        guard let host else { return true }
        return ["", "0.0.0.0", "::"].contains(host)
    }
}
