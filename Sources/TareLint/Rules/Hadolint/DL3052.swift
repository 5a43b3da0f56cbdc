import TareDockerfile

extension Rule {
    static let dl3052 = Rule(
        "DL3052", .warning, "A label of the schema is not a URL",
        rationale: """
            Tools follow it.
            """,
        bad: "LABEL org.example.url=here\n", good: "LABEL org.example.url=https://example.com/\n", type: .url,
        problem: { "The label \($0) is not a URL" }
    ) { LabelValue.isURL($0) }
}
