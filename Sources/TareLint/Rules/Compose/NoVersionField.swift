import TareCompose

extension ComposeRule {
    static let noVersionField = ComposeRule(
        "no-version-field", .warning, "Compose does not read `version` any more",
        rationale: """
            It prints a warning each time; nothing else depends on it.
            """,
        bad: "version: \"3.9\"\nservices: {a: {image: a:1}}\n",
        good: "services: {a: {image: a:1}}\n",
        tags: [.style], origin: .dclint
    ) { scope, report in
        if let version = scope.project.version { report.add(version.node) }
    }
}
