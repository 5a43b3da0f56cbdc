import TareCompose
import TareDockerfile

extension ComposeRule {
    static let publishedPortOfServer = ComposeRule(
        "published-port-of-server", .error, "A published port leads to where the server does not listen",
        rationale: """
            What asks on the host is refused. The server's port is that of the command in the Dockerfile that the service is
            built of.
            """,
        bad: """
            build:
              dockerfile_inline: |
                FROM python:3.13-slim
                CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]
            ports: ["127.0.0.1:8080:80"]
            """,
        good: """
            build:
              dockerfile_inline: |
                FROM python:3.13-slim
                CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]
            ports: ["127.0.0.1:8080:8000"]
            """,
        tags: [.reliability], origin: .tare
    ) { scope, report in
        for service in scope.services where service.command == nil && service.entrypoint == nil {
            let inline = service.build?.inlineDockerfile.map { Dockerfile($0.value) }
            guard let port = inline.flatMap({ Linter().serverPort(of: $0) }) ?? scope.serverPorts[service.name] else {
                continue
            }
            let ports = service.ports.filter { $0.transport == "tcp" }
            guard let first = ports.first, !ports.contains(where: { $0.target.first <= port && port <= $0.target.last })
            else { continue }
            report.add(
                first.node,
                "The server of service '\(service.name)' listens on \(port), and no published port leads there"
            )
        }
    }
}
