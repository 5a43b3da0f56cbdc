import TareCompose

extension ComposeRule {
    static let requirePidsLimit = ComposeRule(
        "require-pids-limit", .warning, "The service has no limit of processes",
        rationale: """
            A fork bomb stops the host. Set pids_limit, or deploy.resources.limits.pids.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\npids_limit: 200\n",
        tags: [.reliability, .security]
    ) { service in
        let limit = service.processLimit ?? service.deployment?.limits.processes
        return limit.map { $0.value <= 0 } ?? true
    }
}
