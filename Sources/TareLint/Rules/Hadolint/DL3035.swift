import TareDockerfile

extension Rule {
    static let dl3035 = Rule(
        "DL3035", .warning, "Do not use zypper dist-upgrade",
        rationale: """
            It moves the whole system to another release, behind the back of the base image's tag.
            """,
        bad: "RUN zypper dist-upgrade\n", good: "FROM opensuse/leap:15.6\n", tags: [.packages, .reproducibility],
        programs: .zypper
    ) { $0.has("dist-upgrade", "dup") }
}
