import TareDockerfile

extension Rule {
    static let duplicateStageName = Rule(
        "DuplicateStageName", .warning, "Stage names should be unique",
        rationale: """
            COPY --from takes the last stage of that name, which may not be the one that is meant.
            """,
        bad: "FROM scratch AS a\nFROM scratch AS A\n", good: "FROM scratch AS a\nFROM scratch AS b\n",
        tags: [.stages], origin: .buildKit, sameAs: "DL3024", needs: Needs(.from)
    ) { scope, report in
        var names: Set<String> = []
        for item in scope.items {
            guard case .from(let from) = item.command, let name = from.stageName, !names.insert(name).inserted else {
                continue
            }
            report.add(item, "Duplicate stage name \(name.jsonQuoted), stage names should be unique")
        }
    }
}
