extension ImageRule {
    static let updateAlone = ImageRule(
        "CIS-DI-0007", .error, "Package lists are updated in a RUN of their own",
        rationale: """
            The layer is cached: a later install works from lists of the day when it was made, and fails when the \
            archive has moved on.
            """,
        good: "RUN apt-get update && apt-get install -y --no-install-recommends libpq5\n", tags: [.cache, .packages]
    ) { scope, report in
        let alone = scope.history.filter { step in
            guard let update = step.calls.firstIndex(where: { $0.isApt && $0.has("update") }) else { return false }
            return !step.calls[update...].contains { $0.isApt && $0.installs }
        }
        if !alone.isEmpty { report.add(evidence: alone.map(\.shown)) }
    }
}

extension Call {
    var isApt: Bool { program == .aptGet || program == .apt || program == .aptitude }

    var installs: Bool { has("install", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "satisfy") }
}
