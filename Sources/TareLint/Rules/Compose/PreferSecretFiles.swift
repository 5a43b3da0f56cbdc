import TareCompose

extension ComposeRule {
    static let preferSecretFiles = ComposeRule(
        "prefer-secret-files", .info, "A secret is passed through the environment",
        rationale: """
            It is seen by docker inspect, by every child process and in crash reports. Mount it as a secret
            where the application can read files.
            """,
        bad: "environment: [\"API_TOKEN=${API_TOKEN}\"]\n",
        good: "secrets: [api_token]\n",
        tags: [.secrets, .security]
    ) { scope, report in
        for service in scope.services {
            for variable in service.environment where variable.isSecret {
                if let written = variable.written, variable.isPlain(written) { continue }
                report.add(variable.node, "'\(variable.name)' is passed through the environment")
            }
        }
    }
}
