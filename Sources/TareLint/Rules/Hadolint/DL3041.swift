import TareDockerfile

extension Rule {
    static let dl3041 = Rule(
        "DL3041", .warning, "Pin versions in dnf install: <package>-<version>",
        rationale: """
            Without a version the repository's newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN dnf install -y httpd && dnf clean all\n", good: "RUN dnf install -y httpd-2.4.62 && dnf clean all\n",
        tags: [.packages, .pinning], needs: Needs(.run, .dnf), triggers: true
    ) { scope, report in RPMPins.report(scope, &report, .dnf, skippingGroups: true) }
}
