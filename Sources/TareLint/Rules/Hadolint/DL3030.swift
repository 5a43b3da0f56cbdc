import TareDockerfile

extension Rule {
    static let dl3030 = Rule(
        "DL3030", .warning, "Nobody can answer during a build: use yum install -y",
        rationale: """
            yum asks before it installs; without an answer the build fails.
            """,
        bad: "RUN yum install httpd-2.4.62\n", good: "RUN yum install -y httpd-2.4.62 && yum clean all\n",
        tags: [.packages, .reliability], programs: .yum, fix: { $0.assumingYes() }
    ) { call in
        call.has("install", "groupinstall", "localinstall") && !call.hasFlag("y", "assumeyes")
    }
}

extension Call {
    /// `-y` behind the verb.
    func assumingYes() -> SourceEdit? {
        let verb = arguments.first { ["install", "groupinstall", "localinstall"].contains($0) }
        return verb.flatMap { inserting(" -y", behind: $0) }
    }
}
