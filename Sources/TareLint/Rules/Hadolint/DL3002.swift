import TareDockerfile

extension Rule {
    static let dl3002 = Rule(
        "DL3002", .warning, "The last USER should not be root",
        rationale: """
            A process that breaks out of its container as root is root outside too, unless user namespaces stand
            between.
            """,
        bad: "FROM debian:13\nUSER root\n", good: "FROM debian:13\nUSER root\nRUN id\nUSER 10001\n", tags: [.security],
        needs: Needs(.user)
    ) { scope, report in
        var last: (item: Item, word: Word)?
        var isInStage = false
        func finish(_ report: inout Report) {
            if let last { report.add(last.item, evidence: [Evidence(last.word)]) }
        }
        for item in scope.items {
            switch item.command {
            case .from:
                finish(&report)
                (last, isInStage) = (nil, true)
            case .user(let word) where isInStage: last = isRoot(word.text) ? (item, word) : nil
            default: break
            }
        }
        finish(&report)
    }

    private static func isRoot(_ user: String) -> Bool {
        user == "root" || user == "0" || user.hasPrefix("root:") || user.hasPrefix("0:")
    }
}
