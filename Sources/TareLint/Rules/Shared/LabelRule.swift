import TareDockerfile

extension Rule {
    /// A rule about the values of labels that the schema names: one finding an instruction and label.
    init(
        _ id: String, _ severity: Severity, _ title: String, rationale: String, bad: String, good: String,
        type: HadolintConfig.LabelType?, problem: @escaping @Sendable (String) -> String,
        isGood: @escaping @Sendable (String) -> Bool
    ) {
        self.init(
            id, severity, title, rationale: rationale, bad: bad, good: good, tags: [.labels], needs: Needs(.label)
        ) { scope, report in
            let schema = scope.settings.hadolint.labelSchema
            guard !schema.isEmpty else { return }
            let labels = schema.keys.filter { type == nil || schema[$0] == type }.sorted()
            for label in labels {
                for item in scope.items {
                    guard case .label(let pairs) = item.command else { continue }
                    let bad = pairs.filter { $0.name.unquoted == label && !isGood($0.value.unquoted) }
                    if !bad.isEmpty { report.add(item, problem(label), evidence: bad.map { Evidence($0.value) }) }
                }
            }
        }
    }
}
