import TareCompose

extension ComposeRule {
    static let noDangerousCapabilities = ComposeRule(
        "no-dangerous-capabilities", .error, "A capability is as good as root on the host",
        rationale: """
            With it a container can mount, load modules, trace or read past every permission. Find a narrower
            one, or a device.
            """,
        bad: "cap_add: [SYS_ADMIN]\n",
        good: "cap_add: [NET_BIND_SERVICE]\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            for capability in service.addedCapabilities where dangerous.contains(plain(capability.value)) {
                report.add(capability.node, "The capability '\(capability.value)' is as good as root on the host")
            }
        }
    }

    private static func plain(_ name: String) -> String {
        let name = name.uppercased()
        return name.hasPrefix("CAP_") ? String(name.dropFirst(4)) : name
    }

    private static let dangerous: Set<String> = [
        "ALL", "BPF", "DAC_READ_SEARCH", "MAC_ADMIN", "MAC_OVERRIDE", "NET_ADMIN", "PERFMON", "SYS_ADMIN", "SYS_BOOT",
        "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "SYS_TIME",
    ]
}
