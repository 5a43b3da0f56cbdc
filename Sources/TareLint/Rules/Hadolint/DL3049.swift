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
        var good: [ImageName] = []
        var bad: [Item] = []
        var current: Item?
        func silence(_ name: String) { bad.removeAll { $0.image?.alias == name } }
        for item in scope.items {
            switch item.command {
            case .from:
                guard let image = item.image else { continue }
                if current != nil, good.contains(where: { $0.alias == image.name }) {
                    good.append(image)
                } else {
                    bad.append(item)
                }
                current = item
            case .copy(let copy): if let from = copy.from { silence(from.text) }
            case .label(let pairs):
                guard let stage = current, let image = stage.image,
                    pairs.contains(where: { $0.name.unquoted == label })
                else { continue }
                silence(image.stageName)
                good.append(image)
                bad.removeAll { $0.instruction.range == stage.instruction.range }
            default: break
            }
        }
        return bad
    }
}
