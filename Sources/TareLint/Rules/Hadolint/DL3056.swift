import TareDockerfile

extension Rule {
    static let dl3056 = Rule(
        "DL3056", .warning, "A label of the schema is not a semantic version",
        rationale: """
            Tools order versions by semver.org's rules.
            """,
        bad: "LABEL org.example.version=new\n", good: "LABEL org.example.version=1.2.3\n", type: .semver,
        problem: { "The label \($0) is not a semantic version" }
    ) { LabelValue.isSemanticVersion($0) }
}
