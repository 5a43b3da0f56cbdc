import TareCompose

extension ComposeRule {
    static let knownDependencies = ComposeRule(
        "known-dependencies", .error, "A service depends on one that is not there",
        rationale: """
            Compose refuses the file.
            """,
        bad: "services:\n  a: {image: a:1, depends_on: [b]}\n",
        good: "services:\n  a: {image: a:1, depends_on: [b]}\n  b: {image: b:1}\n",
        tags: [.reliability], origin: .tare
    ) { scope, report in
        guard scope.project.includes.isEmpty, scope.services.allSatisfy(\.isWhole) else { return }
        let names = Set(scope.services.map(\.name))
        for service in scope.services {
            for dependency in service.dependencies where dependency.isRequired && !names.contains(dependency.service) {
                report.add(dependency.key, "There is no service '\(dependency.service)'")
            }
        }
    }
}
