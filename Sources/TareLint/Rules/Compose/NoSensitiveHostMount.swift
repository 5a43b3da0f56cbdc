import TareCompose

extension ComposeRule {
    static let noSensitiveHostMount = ComposeRule(
        "no-sensitive-host-mount", .error, "A folder of the host's system is mounted",
        rationale: """
            What a container can write there runs on the host; what it can read there are keys and secrets.
            """,
        bad: "volumes: [\"/etc:/host/etc:ro\"]\n",
        good: "volumes: [\"./etc:/host/etc:ro\"]\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            for mount in service.mounts where mount.kind == .bind {
                guard let source = mount.source?.value, isSensitive(source) else { continue }
                report.add(mount.node, "'\(source)' of the host is mounted")
            }
        }
    }

    /// These and the root itself, and all below those that are only the system's own.
    private static func isSensitive(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard path.hasPrefix("/"), let top = parts.first else { return path == "/" }
        if path.hasSuffix("/localtime") || path.hasSuffix("/timezone") || path.hasSuffix("docker.sock") { return false }
        switch top {
        case "boot", "dev", "etc", "proc", "root", "sys", "bin", "sbin", "lib", "lib64": return true
        case "usr": return parts.count < 3
        case "var": return parts.count == 1 || ["run", "lib"].contains(parts[1]) && parts.count < 4
        case "home", "run": return parts.count < 3
        default: return false
        }
    }
}
