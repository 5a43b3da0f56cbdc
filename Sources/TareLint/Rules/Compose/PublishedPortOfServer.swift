import TareCompose

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
        for service in scope.services {
            let inline = service.build?.inlineDockerfile.map { Array($0.value.utf8) }
            guard let served = inline.flatMap({ Linter().servedPort(of: $0) }) ?? scope.servedPort(service),
                let first = service.portsBeside(served).first
            else { continue }
            report.add(
                first.node,
                "\(served.server) of service '\(service.name)' listens on \(served.port), and no published port leads there"
            )
        }
    }
}
