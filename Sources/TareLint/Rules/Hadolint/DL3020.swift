import TareDockerfile

extension Rule {
    static let dl3020 = Rule(
        "DL3020", .error, "Use COPY instead of ADD for files and folders",
        rationale: """
            ADD also unpacks and downloads; where neither is meant, COPY says so, and nothing surprises.
            """,
        bad: "ADD app.py /app/\n", good: "COPY app.py /app/\n", tags: [.reliability, .style], needs: Needs(.add)
    ) { scope, report in
        for item in scope.items {
            guard case .add(let add) = item.command else { continue }
            let bad = add.sources.compactMap(\.path).filter { !isForAdd($0.text) }
            guard !bad.isEmpty else { continue }
            let isPlain =
                bad.count == add.sources.count && add.checksum == nil && add.keepsGitDirectory == nil
                && add.unpacks == nil && bad.allSatisfy { !$0.hasVariable && !$0.text.isArchiveName }
            let keyword = item.instruction.keywordWord
            let isLower = keyword.text == "add"
            report.add(
                item, evidence: bad.map(Evidence.init),
                fix: isPlain && !bad.contains { $0.text.hasPattern }
                    ? [SourceEdit(keyword.range, with: isLower ? "copy" : "COPY")] : [])
        }
    }

    private static func isForAdd(_ source: String) -> Bool {
        let text = source.droppingQuotes
        // A repository is what only ADD takes; hadolint does not know of it.
        return source.isArchiveName || text.hasPrefix("https://") || text.hasPrefix("http://")
            || text.hasPrefix("git@") || text.hasPrefix("git://") || text.hasPrefix("ssh://")
    }
}

extension String {
    /// Whether it may stand for an archive among others.
    fileprivate var hasPattern: Bool { contains { "*?[".contains($0) } }
}
