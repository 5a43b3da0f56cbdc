import TareCompose

extension ComposeRule {
    static let noDuplicateExportedPorts = ComposeRule(
        "no-duplicate-exported-ports", .error, "Two services publish the same port",
        rationale: """
            The second of them does not start.
            """,
        bad: "services:\n  a: {image: a:1, ports: [\"127.0.0.1:80:80\"]}\n  b: {image: b:1, ports: [\"80:81\"]}\n",
        good: "services:\n  a: {image: a:1, ports: [\"127.0.0.1:80:80\"]}\n  b: {image: b:1, ports: [\"81:81\"]}\n",
        tags: [.reliability], origin: .dclint
    ) { scope, report in
        var taken: [(service: String, port: ComposePort)] = []
        for service in scope.services {
            for port in service.ports where port.published != nil {
                // Ranges for one port take any that is free.
                guard let published = port.published, published.count == port.target.count else { continue }
                if let other = taken.first(where: { isSame($0.port, port) && $0.service != service.name }) {
                    report.add(port.node, "'\(other.service)' publishes the same port")
                }
                if taken.count < 1_000 { taken.append((service.name, port)) }
            }
        }
    }

    private static func isSame(_ one: ComposePort, _ other: ComposePort) -> Bool {
        guard let left = one.published, let right = other.published, left.overlaps(right) else { return false }
        let hosts = [one.host?.value ?? "0.0.0.0", other.host?.value ?? "0.0.0.0"]
        return one.transport == other.transport && (hosts[0] == hosts[1] || hosts.contains("0.0.0.0"))
    }
}
