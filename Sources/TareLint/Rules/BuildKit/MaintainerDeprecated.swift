import TareDockerfile

extension Rule {
    static let maintainerDeprecated = Rule(
        "MaintainerDeprecated", .warning, "Maintainer instruction is deprecated in favor of using label",
        rationale: """
            The label org.opencontainers.image.authors is shown by every tool.
            """,
        bad: "FROM scratch\nMAINTAINER me@example.org\n",
        good: "FROM scratch\nLABEL org.opencontainers.image.authors=\"me@example.org\"\n", tags: [.labels],
        origin: .buildKit, sameAs: "DL4000", needs: Needs(.maintainer)
    ) { scope, report in
        for item in scope.items where item.keyword == .maintainer {
            guard case .maintainer(let word) = item.command else {
                report.add(item)
                continue
            }
            report.add(item, evidence: [Evidence(word)], fix: item.authorsLabel(word))
        }
    }
}
