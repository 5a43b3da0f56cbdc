import TareCompose

extension ComposeRule {
    static let noSharedPropagation = ComposeRule(
        "no-shared-propagation", .error, "Mounts that are made in the container appear on the host",
        rationale: """
            With shared propagation a container can put a file system over a folder of the host. Take private
            propagation, which is the default, or `rslave`.
            """,
        bad: "volumes: [\"./data:/data:rshared\"]\n",
        good: "volumes: [\"./data:/data:rslave\"]\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            for mount in service.mounts where ["shared", "rshared"].contains(mount.propagation?.value) {
                report.add(mount.node)
            }
        }
    }
}
