import TareDockerfile

extension Rule {
    static let dl3012 = Rule(
        "DL3012", .error, "Only one HEALTHCHECK of a stage counts",
        rationale: """
            The last one replaces those before it.
            """,
        bad: "FROM alpine:3.22\nHEALTHCHECK CMD [\"a\"]\nHEALTHCHECK CMD [\"b\"]\n",
        good: "FROM alpine:3.22\nHEALTHCHECK CMD [\"b\"]\n", tags: [.reliability], needs: Needs(.healthcheck)
    ) { scope, report in scope.reportRepeated(.healthcheck, &report) }
}
