import TareDockerfile

extension Rule {
    static let dl4001 = Rule(
        "DL4001", .warning, "Use either wget or curl, not both",
        rationale: """
            One of them would do; the other is weight, and more to keep patched.
            """,
        bad: "FROM debian:13\nRUN wget -q https://example.com/a\nRUN curl -O https://example.com/b\n",
        good: "FROM debian:13\nRUN curl -O https://example.com/b\n", tags: [.size], needs: Needs(.run, .wget),
        triggers: true
    ) { scope, report in
        var seen: ProgramSet = []
        for item in scope.items {
            if item.keyword == .from { seen = [] }
            guard let run = item.run else { continue }
            let used = run.programs.intersection([.wget, .curl])
            seen.formUnion(used)
            guard !used.isEmpty, seen == [.wget, .curl] else { continue }
            report.add(
                item,
                evidence: run.calls.filter { $0.program == .wget || $0.program == .curl }.map(\.evidence))
        }
    }
}
