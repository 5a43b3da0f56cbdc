import TareCompose

extension ComposeRule {
    static let noPlaintextSecrets = ComposeRule(
        "no-plaintext-secrets", .error, "A secret is written in the file",
        rationale: """
            Whoever reads the repository or runs docker inspect has it. Mount it as a secret: secrets: with a
            file, and read it from /run/secrets.
            """,
        bad: "environment: {API_TOKEN: abc123}\n",
        good: "environment: {API_TOKEN_FILE: /run/secrets/token}\n",
        tags: [.secrets, .security]
    ) { scope, report in
        for service in scope.services {
            for variable in service.environment + (service.build?.arguments ?? []) where variable.isSecret {
                guard let written = variable.written, variable.isPlain(written) else { continue }
                report.add(variable.node, "The value of '\(variable.name)' is written in the file")
            }
        }
    }
}
