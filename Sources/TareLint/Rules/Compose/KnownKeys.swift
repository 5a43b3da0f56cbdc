import TareCompose

extension ComposeRule {
    static let knownKeys = ComposeRule(
        "known-keys", .warning, "Compose does not know this key",
        rationale: """
            A misspelt key has no effect, or the file is refused.
            """,
        bad: "imagee: a:1\n",
        good: "image: a:1\n",
        tags: [.syntax], origin: .tare
    ) { scope, report in
        for diagnostic in scope.project.diagnostics where diagnostic.kind == .unknownKey {
            report.add(diagnostic)
        }
    }
}
