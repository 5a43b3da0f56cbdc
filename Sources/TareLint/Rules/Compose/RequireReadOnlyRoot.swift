import TareCompose

extension ComposeRule {
    static let requireReadOnlyRoot = ComposeRule(
        "require-read-only-root", .info, "The root file system can be written to: set read_only",
        rationale: """
            An attacker who cannot write cannot stay. Mount a tmpfs where the service writes.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\nread_only: true\ntmpfs: /tmp\n",
        tags: [.security]
    ) { service in service.isReadOnly?.value != true }
}
