import TareDockerfile

extension Rule {
    static let dl3033 = Rule(
        "DL3033", .warning, "Pin versions in yum install: <package>-<version>",
        rationale: """
            Without a version the repository's newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN yum install -y httpd && yum clean all\n", good: "RUN yum install -y httpd-2.4.62 && yum clean all\n",
        tags: [.packages, .pinning], needs: Needs(.run, .yum), triggers: true
    ) { scope, report in RPMPins.report(scope, &report, .yum, skippingGroups: false) }
}
