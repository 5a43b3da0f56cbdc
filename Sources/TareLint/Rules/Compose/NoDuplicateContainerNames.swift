import TareCompose

extension ComposeRule {
    static let noDuplicateContainerNames = ComposeRule(
        "no-duplicate-container-names", .error, "Two services have one container name",
        rationale: """
            The second of them does not start.
            """,
        bad: "services:\n  a: {image: a:1, container_name: x}\n  b: {image: b:1, container_name: x}\n",
        good: "services:\n  a: {image: a:1, container_name: x}\n  b: {image: b:1, container_name: y}\n",
        tags: [.reliability], origin: .dclint
    ) { scope, report in
        var names: [String: String] = [:]
        for service in scope.services {
            guard let name = service.containerName else { continue }
            if let other = names[name.value] {
                report.add(name.node, "'\(other)' has the container name '\(name.value)' too")
            } else {
                names[name.value] = service.name
            }
        }
    }
}
