import TareDockerfile

extension Rule {
    static let stageNameCasing = Rule(
        "StageNameCasing", .warning, "Write stage names in lower case",
        rationale: """
            BuildKit compares them in lower case: names that differ by casing alone are one.
            """,
        bad: "FROM scratch AS Base\n", good: "FROM scratch AS base\n", tags: [.stages, .style], origin: .buildKit,
        needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard case .from(let from) = item.command, let word = from.name else { continue }
            let name = word.text
            guard name != name.lowercased() else { continue }
            report.add(item, "Stage name '\(name)' should be lowercase", evidence: [Evidence(word)])
        }
    }
}
