extension ImageRule {
    static let usesSudo = ImageRule(
        "DKL-DI-0001", .error, "sudo was used in the build",
        rationale: """
            A build runs as root unless USER says otherwise; sudo leaves a setuid program behind.
            """,
        good: "USER root\nRUN apt-get update && apt-get install -y libpq5\nUSER 65532\n", tags: [.security]
    ) { scope, report in
        let steps = scope.history.filter { $0.calls.contains { $0.program == .sudo } }
        if !steps.isEmpty { report.add(evidence: steps.map(\.shown)) }
    }
}
