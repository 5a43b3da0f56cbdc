import TareCompose

extension ComposeRule {
    static let noSecretEnvFile = ComposeRule(
        "no-secret-env-file", .info, "An env_file may pass secrets through the environment",
        rationale: """
            All that is in it is seen by docker inspect and by every child process, and the file is easily
            committed. Keep secrets in files of their own, under secrets:.
            """,
        bad: "env_file: .env\n",
        good: "env_file: settings.env\n",
        tags: [.secrets, .security]
    ) { scope, report in
        for service in scope.services {
            for file in service.environmentFiles where isSecret(file.path.value) { report.add(file.path.node) }
        }
    }

    /// `.env` and its kin, where secrets are kept by habit, and what is named after them.
    private static func isSecret(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        return name == ".env" || name.hasPrefix(".env.") || name.contains("secret") || name.contains("credential")
            || name.contains("password")
    }
}
