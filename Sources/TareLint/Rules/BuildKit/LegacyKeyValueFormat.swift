import TareDockerfile

extension Rule {
    static let legacyKeyValueFormat = Rule(
        "LegacyKeyValueFormat", .warning, "Write name=value in ENV and LABEL",
        rationale: """
            The old form takes the rest of the line for one value, and holds one pair only.
            """,
        bad: "FROM scratch\nENV name some value\n", good: "FROM scratch\nENV name=\"some value\"\n", tags: [.style],
        origin: .buildKit, needs: Needs([.env, .label])
    ) { scope, report in
        for item in scope.items {
            let pairs: [KeyValue]
            switch item.command {
            case .env(let found), .label(let found): pairs = found
            default: continue
            }
            guard let pair = pairs.first, pair.isLegacy else { continue }
            let name = item.keyword.name
            report.add(
                item, "\"\(name) key=value\" should be used instead of legacy \"\(name) key value\" format",
                evidence: [Evidence(pair.name)], fix: pair.modernForm.map { [$0] } ?? [])
        }
    }
}

extension KeyValue {
    /// The pair with its sign, if the value's meaning is plain: quotes would count otherwise than before.
    fileprivate var modernForm: SourceEdit? {
        let text = value.text
        guard !text.isEmpty, !text.has(anyOf: "\"'\\`\n"), name.isPlain,
            !name.text.has("=")
        else { return nil }
        let needsQuotes = text.has(anyOf: " \t$#")
        let range = SourceRange(Int(name.range.lower), Int(value.range.upper))
        return SourceEdit(range, with: "\(name.text)=" + (needsQuotes ? "\"\(text)\"" : text))
    }
}
