import TareCompose

extension ComposeRule {
    static let noPrivilegedPorts = ComposeRule(
        "no-privileged-ports", .info, "A port below 1024 is taken on the host",
        rationale: """
            It needs root on the host, and two services cannot share it. Publish a higher one behind a proxy.
            """,
        bad: "ports: [\"127.0.0.1:80:8000\"]\n",
        good: "ports: [\"127.0.0.1:8080:8000\"]\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            for port in service.ports where port.published.map({ $0.first < 1024 }) ?? false { report.add(port.node) }
        }
    }
}
