import TareDockerfile

extension Rule {
    static let dl3055 = Rule(
        "DL3055", .warning, "A label of the schema is not a git hash",
        rationale: """
            Forty hexadecimal digits, or seven, name a commit; anything else does not.
            """,
        bad: "LABEL org.example.commit=main\n", good: "LABEL org.example.commit=8f936c5\n", type: .hash,
        problem: { "The label \($0) is not a git hash" }
    ) { value in
        let count = value.utf8.count
        return (count == 40 || count == 7) && value.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
    }
}
