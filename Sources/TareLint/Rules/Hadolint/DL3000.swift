import TareDockerfile

extension Rule {
    static let dl3000 = Rule(
        "DL3000", .error, "Use an absolute path for WORKDIR",
        rationale: """
            A relative path stands below the last WORKDIR, which may be the base image's and may change with it.
            """,
        bad: "WORKDIR app\n", good: "WORKDIR /app\n", tags: [.reliability], needs: Needs(.workdir)
    ) { scope, report in
        for item in scope.items {
            guard case .workdir(let word) = item.command else { continue }
            let path = String(word.text.droppingQuotes)
            if path.hasPrefix("$") || path.hasPrefix("/") || path.isWindowsAbsolute { continue }
            report.add(item, evidence: [Evidence(word)])
        }
    }
}
