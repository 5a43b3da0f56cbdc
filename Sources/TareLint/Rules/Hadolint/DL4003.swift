import TareDockerfile

extension Rule {
    static let dl4003 = Rule(
        "DL4003", .warning, "Only the last CMD of a stage counts",
        rationale: """
            It replaces those before it.
            """,
        bad: "FROM debian:13\nCMD [\"a\"]\nCMD [\"b\"]\n", good: "FROM debian:13\nCMD [\"b\"]\n",
        tags: [.reliability], needs: Needs(.cmd)
    ) { scope, report in scope.reportRepeated(.cmd, &report) }
}

extension LintScope {
    /// Reports each but the first of a stage.
    func reportRepeated(_ keyword: Keyword, _ report: inout Report) {
        var first: Item?
        for item in items {
            if item.keyword == .from { first = nil }
            guard item.keyword == keyword else { continue }
            guard let before = first else {
                first = item
                continue
            }
            report.add(item, evidence: [Evidence("the first one", at: before.instruction.range)])
        }
    }
}
