extension ImageRule {
    static let distUpgrade = ImageRule(
        "DKL-DI-0003", .warning, "The whole distribution was upgraded in the build",
        rationale: """
            dist-upgrade may remove packages and change the base's release; take a newer base instead.
            """,
        good: "FROM python:3.13-slim-trixie\n", tags: [.base, .packages]
    ) { scope, report in
        let steps = scope.history.filter { $0.calls.contains { $0.isApt && $0.has("dist-upgrade", "full-upgrade") } }
        if !steps.isEmpty { report.add(evidence: steps.map(\.shown)) }
    }
}
