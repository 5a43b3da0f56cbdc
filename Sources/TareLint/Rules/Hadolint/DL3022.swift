import TareDockerfile

extension Rule {
    static let dl3022 = Rule(
        "DL3022", .warning, "COPY --from should name a stage that is defined above",
        rationale: """
            What is no stage is pulled as an image, from whichever registry answers to that name.
            """,
        bad: "FROM alpine:3.22\nCOPY --from=build /app /app\n",
        good: "FROM alpine:3.22 AS build\nFROM alpine:3.22\nCOPY --from=build /app /app\n", tags: [.stages],
        needs: Needs(.copy)
    ) { scope, report in
        var names: Set<String> = []
        var count = 0
        for item in scope.items {
            if let image = item.image {
                count += 1
                if let alias = image.alias { names.insert(alias) }
            } else if case .copy(let copy) = item.command, let from = copy.from {
                let text = from.text
                if text.droppingQuotes.contains(":") || names.contains(text) { continue }
                let digits = text.prefix { $0.isASCII && $0.isNumber }
                if let number = Int(digits), number < count { continue }
                report.add(item, evidence: [Evidence(from)])
            }
        }
    }
}
