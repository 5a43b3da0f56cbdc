import TareCompose

extension ComposeRule {
    static let noUnconfined = ComposeRule(
        "no-unconfined", .error, "A security profile is switched off",
        rationale: """
            Without seccomp, AppArmor or SELinux every system call and file of the host is open to an exploit.
            Write a profile for what the service needs.
            """,
        bad: "security_opt: [\"seccomp:unconfined\"]\n",
        good: "security_opt: [\"seccomp:./profile.json\"]\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            for option in service.securityOptions {
                let off = ["seccomp", "apparmor", "systempaths"].flatMap { ["\($0):unconfined", "\($0)=unconfined"] }
                if (off + ["label:disable", "label=disable"]).contains(option.value) { report.add(option.node) }
            }
        }
    }
}
