import TareCompose

extension ComposeRule {
    static let requireRestartPolicy = ComposeRule(
        "require-restart-policy", .info, "The service does not come back when it fails",
        rationale: """
            Set restart: on-failure:5, which also stops what can never start, or unless-stopped.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\nrestart: on-failure:5\n",
        tags: [.reliability]
    ) { service in
        (service.restart.map { $0.value == "no" } ?? true) && service.deployment?.restartCondition == nil
    }
}
