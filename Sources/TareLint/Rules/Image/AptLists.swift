extension ImageRule {
    static let aptLists = ImageRule(
        "DKL-DI-0005", .error, "The lists of apt lie in the image",
        rationale: """
            They weigh some 20 to 50 MB and are stale tomorrow. What lies there counts, whoever left it; where files are not \
            known the history does.
            """,
        good: "RUN apt-get update && apt-get install -y libpq5 && rm -rf /var/lib/apt/lists/*\n",
        tags: [.packages, .size]
    ) { scope, report in
        let lists = scope.image.files.filter { $0.isIndex("var/lib/apt/lists/") && !$0.path.hasSuffix("/lock") }
        if !lists.isEmpty {
            let bytes = lists.reduce(0 as UInt64) { $0 &+ $1.bytes }
            report.add(evidence: ["\(bytes) bytes in \(lists.count) files of /var/lib/apt/lists"])
            return
        }
        guard !scope.hasFiles else { return }
        let steps = scope.history.filter { step in
            step.calls.contains { $0.isApt && $0.has("update") }
                && !step.calls.contains {
                    $0.program == .rm && $0.arguments.contains { $0.hasPrefix("/var/lib/apt/lists") }
                }
        }
        if !steps.isEmpty { report.add(evidence: steps.map(\.shown)) }
    }
}
