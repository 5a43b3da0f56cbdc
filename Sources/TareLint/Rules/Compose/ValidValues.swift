import TareCompose

extension ComposeRule {
    static let validValues = ComposeRule(
        "valid-values", .error, "A value is not what the key wants",
        rationale: """
            Compose refuses the file.
            """,
        bad: "ports: [\"x:80\"]\n",
        good: "ports: [\"127.0.0.1:80:80\"]\n",
        tags: [.syntax], origin: .tare
    ) { scope, report in
        let kinds: Set<ComposeDiagnostic.Kind> = [
            .wrongKind, .missingKey, .invalidValue, .malformedVariable, .conflict, .tooLarge,
        ]
        for diagnostic in scope.project.diagnostics where kinds.contains(diagnostic.kind) { report.add(diagnostic) }
    }
}
