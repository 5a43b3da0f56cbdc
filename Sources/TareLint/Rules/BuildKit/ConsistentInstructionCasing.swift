import TareDockerfile

extension Rule {
    static let consistentInstructionCasing = Rule(
        "ConsistentInstructionCasing", .warning, "Write all instructions in the same casing",
        rationale: """
            Either upper or lower case reads well; a mixture hides instructions from readers and from searches.
            """,
        bad: "FROM scratch\ncopy a /\nCOPY b /\n", good: "FROM scratch\nCOPY a /\nCOPY b /\n", tags: [.style],
        origin: .buildKit, needs: Needs(.from)
    ) { scope, report in
        // Instructions before the first `FROM` belong to no stage and do not count.
        let items = scope.items.drop { $0.keyword != .from }
        var (lower, upper, mixed) = (0, 0, 0)
        for item in items {
            switch item.instruction.keywordWord.casing {
            case .lower: lower += 1
            case .upper: upper += 1
            case .mixed: mixed += 1
            }
        }
        guard mixed > 0 || lower > 0 && upper > 0 else { return }
        let wanted: Word.Casing = lower > upper ? .lower : .upper
        for item in items {
            let word = item.instruction.keywordWord
            guard word.casing != wanted else { continue }
            let text = word.text
            let name = wanted == .lower ? "lowercase" : "uppercase"
            report.add(
                item, "Command '\(text)' should match the case of the command majority (\(name))",
                evidence: [Evidence(word)],
                fix: [SourceEdit(word.range, with: wanted == .lower ? text.lowercased() : text.uppercased())])
        }
    }
}

extension Word {
    enum Casing { case lower, upper, mixed }

    /// Without letters, it counts as lower.
    var casing: Casing {
        let letters = letters
        if !letters.upper { return .lower }
        return letters.lower ? .mixed : .upper
    }
}
