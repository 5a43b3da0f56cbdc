import TareCompose
import TareYAML

extension ComposeRule {
    static let requireQuotesInPorts = ComposeRule(
        "require-quotes-in-ports", .warning, "Ports are not in quotes",
        rationale: """
            To YAML 1.1 22:22 is the number 1342; which YAML a tool reads is not seen in the file.
            """,
        bad: "ports: [22:22]\n",
        good: "ports: [\"22:22\"]\n",
        tags: [.style], origin: .dclint
    ) { scope, report in
        for document in scope.file.documents {
            guard let services = try? document["services"]?.entries() else { continue }
            for service in services {
                guard let ports = try? service.value["ports"]?.elements() else { continue }
                for port in ports where port.scalar?.style == .plain { report.add(port) }
            }
        }
    }
}
