import TareDockerfile

extension Rule {
    static let fromAsCasing = Rule(
        "FromAsCasing", .warning, "Write AS in the casing of its FROM",
        rationale: """
            One line in two casings reads like two things.
            """,
        bad: "FROM scratch as a\n", good: "FROM scratch AS a\n", tags: [.style], origin: .buildKit, needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard case .from(let from) = item.command, let word = from.asWord else { continue }
            let keyword = item.instruction.keywordWord
            let wanted = keyword.casing
            guard wanted != .mixed, word.casing != wanted else { continue }
            report.add(
                item, "'\(word.text)' and '\(keyword.text)' keywords' casing do not match", evidence: [Evidence(word)],
                fix: [SourceEdit(word.range, with: wanted == .lower ? "as" : "AS")])
        }
    }
}
