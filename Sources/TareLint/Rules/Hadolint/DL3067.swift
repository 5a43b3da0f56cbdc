import TareDockerfile

extension Rule {
    static let dl3067 = Rule(
        "DL3067", .warning, "Do not copy a stage's whole file system",
        rationale: """
            COPY --from=stage / / brings along what the stages were split to leave behind.
            """,
        bad: "FROM debian:13 AS a\nFROM scratch\nCOPY --from=a / /\n",
        good: "FROM debian:13 AS a\nFROM scratch\nCOPY --from=a /app /app\n", tags: [.size, .stages],
        needs: Needs(.copy)
    ) { scope, report in
        for item in scope.items {
            guard case .copy(let copy) = item.command, copy.from != nil,
                copy.destination.text.droppingQuotes == "/",
                copy.sources.contains(where: { $0.word.text.droppingQuotes == "/" })
            else { continue }
            report.add(item)
        }
    }
}
