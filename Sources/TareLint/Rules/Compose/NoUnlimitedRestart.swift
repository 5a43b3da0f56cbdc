import TareCompose

extension ComposeRule {
    static let noUnlimitedRestart = ComposeRule(
        "no-unlimited-restart", .info, "A service that cannot start is started for ever",
        rationale: """
            `always` and `on-failure` without a number try without end, and fill the log. Write on-failure:5.
            """,
        bad: "restart: always\n",
        good: "restart: on-failure:5\n",
        tags: [.reliability]
    ) { scope, report in
        for service in scope.services {
            guard let policy = service.restart, ["always", "on-failure"].contains(policy.value) else { continue }
            report.add(policy.node)
        }
    }
}
