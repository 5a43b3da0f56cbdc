import TareCompose
import TareYAML

extension ComposeRule {
    static let healthyDependencyWithoutHealthcheck = ComposeRule(
        "healthy-dependency-without-healthcheck", .warning,
        "A service waits for the health of one that has no health check",
        rationale: """
            Compose refuses to start it unless the image of the other has a check of its own.
            """,
        bad: "services:\n  a: {image: a:1, depends_on: {b: {condition: service_healthy}}}\n  b: {image: b:1}\n",
        good:
            "services:\n  a: {image: a:1, depends_on: {b: {condition: service_healthy}}}\n  b: {image: b:1, healthcheck: {test: [CMD, /healthy]}}\n",
        tags: [.reliability], origin: .tare
    ) { scope, report in
        let services = Dictionary(scope.services.map { ($0.name, $0) }) { first, _ in first }
        for service in scope.services {
            for dependency in service.dependencies where dependency.condition == .healthy {
                guard let other = services[dependency.service], other.unresolvedExtends == nil else { continue }
                if let check = other.healthcheck, check.isOff {
                    report.add(dependency.key, "'\(other.name)' is never healthy: its health check is switched off")
                } else if other.healthcheck?.test == nil {
                    report.add(
                        dependency.key, "'\(other.name)' has no health check here: its image must have one",
                        evidence: ["'\(other.name)' stands in line \(other.key.line)"])
                }
            }
        }
    }
}
