import TareDockerfile

extension Rule {
    static let multipleInstructionsDisallowed = Rule(
        "MultipleInstructionsDisallowed", .warning, "Only the last CMD, ENTRYPOINT and HEALTHCHECK of a stage count",
        rationale: """
            Those before it have no effect.
            """,
        bad: "FROM scratch\nCMD [\"a\"]\nCMD [\"b\"]\n", good: "FROM scratch\nCMD [\"b\"]\n", tags: [.reliability],
        origin: .buildKit, sameAs: "DL4003", needs: Needs([.cmd, .entrypoint, .healthcheck])
    ) { scope, report in
        var last: [Keyword: Item] = [:]
        for item in scope.items {
            switch item.keyword {
            case .from: last = [:]
            case .cmd, .entrypoint, .healthcheck:
                if let before = last[item.keyword] {
                    report.add(
                        before,
                        "Multiple \(item.keyword.name) instructions should not be used in the same stage because only "
                            + "the last one will be used",
                        evidence: [Evidence("the one that counts instead", at: item.instruction.range)])
                }
                last[item.keyword] = item
            default: break
            }
        }
    }
}
