import TareCompose

extension ComposeRule {
    static let requireHealthcheck = ComposeRule(
        "require-healthcheck", .warning, "The service has no health check",
        rationale: """
            Without one a service that hangs counts as running. Leave it out here only if the image has its own.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\nhealthcheck: {test: [CMD, /healthy]}\n",
        tags: [.reliability]
    ) { service in service.healthcheck.map { $0.isOff || $0.test == nil } ?? true }
}
