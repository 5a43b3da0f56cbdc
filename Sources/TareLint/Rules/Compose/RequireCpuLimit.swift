import TareCompose
import TareYAML

extension ComposeRule {
    static let requireCpuLimit = ComposeRule(
        "require-cpu-limit", .info, "The service has no limit of processor time",
        rationale: """
            One busy service starves the others. Set cpus, or deploy.resources.limits.cpus.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\ncpus: 1.5\n",
        tags: [.reliability]
    ) { service in
        service.processors == nil && service.deployment?.limits.processors == nil && service.node["cpu_quota"] == nil
    }
}
