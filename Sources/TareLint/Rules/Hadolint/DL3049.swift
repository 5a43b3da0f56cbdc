import TareDockerfile

extension Rule {
    static let dl3049 = Rule(
        "DL3049", .info, "A label of the schema is missing",
        rationale: """
            `label-schema` names the labels that every image must have.
            """,
        bad: "FROM debian:13\n", good: "FROM debian:13\nLABEL org.example.title=app\n", tags: [.labels],
        needs: Needs(.from)
    ) { scope, report in
        for label in scope.settings.hadolint.labelSchema.keys.sorted() {
            for item in stages(of: scope, lacking: label) { report.add(item, "The label \(label) is missing") }
        }
    }

    /// Stages that neither have it, nor stand on one that has, nor are only copied from or built upon.
    private static func stages(of scope: LintScope, lacking label: String) -> [Item] {
        var good: Set<String> = []
        // By the number of the stage; those of an alias can be found by it.
        var bad: [Int: Item] = [:]
        var stages: [String: [Int]] = [:]
        var number = -1
        var current: ImageName?
        func silence(_ name: String) {
            for stage in stages.removeValue(forKey: name) ?? [] { bad[stage] = nil }
        }
        for item in scope.items {
            switch item.command {
            case .from:
                guard let image = item.image else { continue }
                number += 1
                if current != nil, good.contains(image.name) {
                    if let alias = image.alias { good.insert(alias) }
                } else {
                    bad[number] = item
                    if let alias = image.alias { stages[alias, default: []].append(number) }
                }
                current = image
            case .copy(let copy): if let from = copy.from { silence(from.text) }
            case .label(let pairs):
                guard let image = current, pairs.contains(where: { $0.name.unquoted == label }) else { continue }
                silence(image.stageName)
                if let alias = image.alias { good.insert(alias) }
                bad[number] = nil
            default: break
            }
        }
        return bad.sorted { $0.key < $1.key }.map(\.value)
    }
}
