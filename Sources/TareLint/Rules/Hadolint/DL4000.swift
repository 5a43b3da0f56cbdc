import TareDockerfile

extension Rule {
    static let dl4000 = Rule(
        "DL4000", .error, "MAINTAINER is deprecated: use LABEL org.opencontainers.image.authors",
        rationale: """
            A label is shown by every tool, and says who among several.
            """,
        bad: "MAINTAINER me\n", good: "LABEL org.opencontainers.image.authors=\"me\"\n", tags: [.labels],
        needs: Needs(.maintainer)
    ) { scope, report in
        for item in scope.items {
            guard case .maintainer(let word) = item.command else {
                if item.keyword == .maintainer { report.add(item) }
                continue
            }
            report.add(item, evidence: [Evidence(word)], fix: item.authorsLabel(word))
        }
    }
}

extension Item {
    /// `MAINTAINER` as the label that took its place.
    func authorsLabel(_ word: Word) -> [SourceEdit] {
        let name = word.unquoted
        // What would be expanded or needs escapes is left to a person.
        guard !name.has(anyOf: "\\\"$`\n\r"), !name.isEmpty, instruction.isTrigger == false,
            instruction.range.lower <= word.range.lower
        else { return [] }
        let keyword = instruction.keywordWord.text == "maintainer" ? "label" : "LABEL"
        return [
            SourceEdit(instruction.range, with: "\(keyword) org.opencontainers.image.authors=\"\(name)\"")
        ]
    }
}
