import TareDockerfile

extension Rule {
    static let dl3034 = Rule(
        "DL3034", .warning, "Nobody can answer during a build: use zypper install -y",
        rationale: """
            zypper asks before it changes anything; without an answer the build fails.
            """,
        bad: "RUN zypper install httpd=2.4.62\n", good: "RUN zypper install -y httpd=2.4.62 && zypper clean\n",
        tags: [.packages, .reliability], programs: .zypper
    ) { call in
        call.has("install", "in", "remove", "rm", "source-install", "si", "patch")
            && !call.hasFlag("non-interactive", "n", "no-confirm", "y")
    }
}
