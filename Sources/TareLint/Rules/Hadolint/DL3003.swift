import TareDockerfile

extension Rule {
    static let dl3003 = Rule(
        "DL3003", .warning, "Use WORKDIR to switch to a directory",
        rationale: """
            `cd` is forgotten at the end of its RUN; a later instruction that counts on it runs in the wrong place.
            """,
        bad: "RUN cd /src && make\n", good: "WORKDIR /src\nRUN make\n", tags: [.reliability, .style], programs: .cd,
        triggers: false
    ) { _ in true }
}
