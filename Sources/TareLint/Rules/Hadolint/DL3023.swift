import TareDockerfile

extension Rule {
    static let dl3023 = Rule(
        "DL3023", .error, "COPY --from cannot name its own stage",
        rationale: """
            A stage is finished before it can be copied from.
            """,
        bad: "FROM alpine:3.22 AS app\nCOPY --from=app /a /b\n",
        good: "FROM alpine:3.22 AS build\nFROM alpine:3.22 AS app\nCOPY --from=build /a /b\n", tags: [.stages],
        needs: Needs(.copy)
    ) { scope, report in
        var alias: String?
        for item in scope.items {
            if let image = item.image {
                alias = image.alias
            } else if case .copy(let copy) = item.command, let from = copy.from, let alias, from.text == alias {
                report.add(item, evidence: [Evidence(from)])
            }
        }
    }
}
