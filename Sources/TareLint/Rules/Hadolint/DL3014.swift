import TareDockerfile

extension Rule {
    static let dl3014 = Rule(
        "DL3014", .warning, "Nobody can answer during a build: use apt-get install -y",
        rationale: """
            apt-get asks before it installs more than it was told; without an answer the build fails.
            """,
        bad: "RUN apt-get install curl=8.14.1-2\n", good: "RUN apt-get install -y curl=8.14.1-2\n",
        tags: [.packages, .reliability], programs: .aptGet, fix: { $0.inserting(" -y", behind: "install") }
    ) { call in
        guard call.has("install") else { return false }
        return
            !(call.hasFlag("y", "yes", "qq", "assume-yes") || call.count(ofFlag: "q") == 2
            || call.count(ofFlag: "quiet") == 2 || call.has("-q=2"))
    }
}
