import TareCompose

extension ComposeRule {
    static let requireMemoryLimit = ComposeRule(
        "require-memory-limit", .warning, "The service has no limit of memory",
        rationale: """
            One leak takes the whole machine, and the kernel chooses what dies. Set mem_limit, or
            deploy.resources.limits.memory.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\nmem_limit: 512m\n",
        tags: [.reliability, .security]
    ) { service in service.memoryLimit == nil && service.deployment?.limits.memory == nil }
}
