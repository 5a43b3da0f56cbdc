import TareDockerfile

extension Rule {
    static let dl3024 = Rule(
        "DL3024", .error, "Stage names must be unique",
        rationale: """
            COPY --from takes the last stage of that name, which may not be the one that is meant.
            """,
        bad: "FROM alpine:3.22 AS a\nFROM alpine:3.22 AS a\n", good: "FROM alpine:3.22 AS a\nFROM alpine:3.22 AS b\n",
        tags: [.stages], needs: Needs(.from)
    ) { scope, report in
        var names: Set<String> = []
        for item in scope.items {
            guard let alias = item.image?.alias, !names.insert(alias).inserted else { continue }
            report.add(item, evidence: [Evidence(alias)])
        }
    }
}
