import TareDockerfile

extension Rule {
    static let dl3050 = Rule(
        "DL3050", .info, "A label is not in the schema",
        rationale: """
            With `strict-labels`, an image has the labels of `label-schema` and no others.
            """,
        bad: "LABEL org.example.other=1\n", good: "LABEL org.example.title=app\n", tags: [.labels], needs: Needs(.label)
    ) { scope, report in
        guard scope.settings.hadolint.strictLabels else { return }
        let schema = scope.settings.hadolint.labelSchema
        for item in scope.items {
            guard case .label(let pairs) = item.command else { continue }
            let bad = pairs.filter { schema[$0.name.unquoted] == nil }
            if !bad.isEmpty { report.add(item, evidence: bad.map { Evidence($0.name) }) }
        }
    }
}
