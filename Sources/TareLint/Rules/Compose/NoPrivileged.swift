import TareCompose

extension ComposeRule {
    static let noPrivileged = ComposeRule(
        "no-privileged", .error, "A privileged service is root on the host",
        rationale: """
            It has all capabilities and all devices: whoever breaks into it owns the machine. Name the
            capability or the device that it needs.
            """,
        bad: "privileged: true\n",
        good: "privileged: false\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            if let flag = service.isPrivileged, flag.value { report.add(flag.node) }
            if let flag = service.build?.isPrivileged, flag.value { report.add(flag.node) }
        }
    }
}
