import TareDockerfile

extension Rule {
    static let dl3038 = Rule(
        "DL3038", .warning, "Nobody can answer during a build: use dnf install -y",
        rationale: """
            dnf asks before it installs; without an answer the build fails.
            """,
        bad: "RUN dnf install httpd-2.4.62\n", good: "RUN dnf install -y httpd-2.4.62 && dnf clean all\n",
        tags: [.packages, .reliability], programs: .dnf, fix: { $0.assumingYes() }
    ) { call in
        call.has("install", "groupinstall", "localinstall") && !call.hasFlag("y", "assumeyes")
    }
}
