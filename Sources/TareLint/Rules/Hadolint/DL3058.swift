import TareDockerfile

extension Rule {
    static let dl3058 = Rule(
        "DL3058", .warning, "A label of the schema is not an e-mail address",
        rationale: """
            It is where people turn to with questions about the image.
            """,
        bad: "LABEL org.example.contact=me\n", good: "LABEL org.example.contact=me@example.com\n", type: .email,
        problem: { "The label \($0) is not an e-mail address" }
    ) { LabelValue.isEmail($0) }
}
