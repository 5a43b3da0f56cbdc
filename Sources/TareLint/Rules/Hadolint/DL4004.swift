import TareDockerfile

extension Rule {
    static let dl4004 = Rule(
        "DL4004", .error, "Only the last ENTRYPOINT of a stage counts",
        rationale: """
            It replaces those before it.
            """,
        bad: "FROM debian:13\nENTRYPOINT [\"a\"]\nENTRYPOINT [\"b\"]\n", good: "FROM debian:13\nENTRYPOINT [\"b\"]\n",
        tags: [.reliability], needs: Needs(.entrypoint)
    ) { scope, report in scope.reportRepeated(.entrypoint, &report) }
}
