import TareDockerfile

extension Rule {
    static let reservedStageName = Rule(
        "ReservedStageName", .warning, "A stage cannot be called scratch or context",
        rationale: """
            Both words have a meaning of their own in FROM and --from.
            """,
        bad: "FROM scratch AS context\n", good: "FROM scratch AS base\n", tags: [.stages], origin: .buildKit,
        sameAs: "DL3063", needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard case .from(let from) = item.command, let name = from.stageName,
                name == "scratch" || name == "context"
            else { continue }
            report.add(item, "Stage name should not use the same name as reserved stage \(name.jsonQuoted)")
        }
    }
}
