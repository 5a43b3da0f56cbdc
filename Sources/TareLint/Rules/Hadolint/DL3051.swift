import TareDockerfile

extension Rule {
    static let dl3051 = Rule(
        "DL3051", .warning, "A label of the schema is empty",
        rationale: """
            A label that is asked for and says nothing helps nobody.
            """,
        bad: "LABEL org.example.title=\"\"\n", good: "LABEL org.example.title=app\n", type: nil,
        problem: { "The label \($0) is empty" }
    ) { !$0.isEmpty }
}
