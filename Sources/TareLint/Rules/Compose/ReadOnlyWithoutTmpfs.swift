import TareCompose

extension ComposeRule {
    static let readOnlyWithoutTmpfs = ComposeRule(
        "read-only-without-tmpfs", .warning, "The root is read-only, and nothing can be written anywhere",
        rationale: """
            Python and most servers want a folder for temporary files; the first upload or cache fails. Mount a
            tmpfs at /tmp.
            """,
        bad: "read_only: true\n",
        good: "read_only: true\ntmpfs: /tmp\n",
        tags: [.reliability], origin: .tare
    ) { scope, report in
        for service in scope.services {
            guard let flag = service.isReadOnly, flag.value, service.unresolvedExtends == nil, service.tmpfs.isEmpty,
                service.mounts.allSatisfy(\.isReadOnly)
            else { continue }
            report.add(flag.node)
        }
    }
}
