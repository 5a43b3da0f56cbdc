import TareDockerfile

extension Rule {
    static let dl3053 = Rule(
        "DL3053", .warning, "A label of the schema is not a time by RFC 3339",
        rationale: """
            Tools compare such times; other forms depend on who reads them.
            """,
        bad: "LABEL org.example.created=yesterday\n", good: "LABEL org.example.created=2026-01-02T03:04:05Z\n",
        type: .rfc3339, problem: { "The label \($0) is not a time by RFC 3339" }
    ) { LabelValue.isRFC3339($0) }
}
