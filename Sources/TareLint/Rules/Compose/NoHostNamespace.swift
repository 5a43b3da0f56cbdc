import TareCompose

extension ComposeRule {
    static let noHostNamespace = ComposeRule(
        "no-host-namespace", .error, "The service shares a namespace with the host",
        rationale: """
            Processes, memory, names or the network of the host are then open to the container, and the limits
            of the engine are not.
            """,
        bad: "pid: host\n",
        good: "pid: \"service:db\"\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            let shared = [
                ("pid", service.processNamespace), ("ipc", service.ipcNamespace), ("uts", service.utsNamespace),
                ("network_mode", service.networkMode), ("userns_mode", service.userNamespace),
                ("cgroup", service.cgroupNamespace),
            ]
            for (key, value) in shared {
                if let value, value.value == "host" { report.add(value.node, "\(title(of: key)) is the host's") }
            }
        }
    }

    private static func title(of key: String) -> String {
        switch key {
        case "pid": "The process namespace"
        case "ipc": "The memory that processes share"
        case "uts": "The host name"
        case "network_mode": "The network"
        case "userns_mode": "The user namespace"
        default: "The control group"
        }
    }
}
