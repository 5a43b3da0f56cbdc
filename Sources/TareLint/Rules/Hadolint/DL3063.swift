import TareDockerfile

extension Rule {
    static let dl3063 = Rule(
        "DL3063", .warning, "A stage cannot be called scratch or context",
        rationale: """
            Both words have a meaning of their own in FROM and --from.
            """,
        bad: "FROM debian:13 AS scratch\n", good: "FROM debian:13 AS base\n", tags: [.stages], needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard let alias = item.image?.alias, alias == "scratch" || alias == "context" else { continue }
            report.add(item, evidence: [Evidence(alias)])
        }
    }
}
