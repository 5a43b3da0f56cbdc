import TareDockerfile

extension Rule {
    static let dl3048 = Rule(
        "DL3048", .style, "A label's key has lower-case letters, digits, and single dots, dashes or slashes",
        rationale: """
            Docker's guidelines: other keys may clash with tools, and some namespaces are Docker's own.
            """,
        bad: "LABEL Maintainer=me\n", good: "LABEL org.example.maintainer=me\n", tags: [.labels, .style],
        needs: Needs(.label)
    ) { scope, report in
        for item in scope.items {
            guard case .label(let pairs) = item.command else { continue }
            let bad = zip(pairs, item.names).filter { !isGood($1) }
            if !bad.isEmpty { report.add(item, evidence: bad.map { Evidence($0.0.name) }) }
        }
    }

    private static func isGood(_ key: String) -> Bool {
        func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
        func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
        let bytes = Array(key.utf8)
        guard let first = bytes.first, let last = bytes.last, isLower(first), isLower(last) || isDigit(last),
            bytes.allSatisfy({ isLower($0) || isDigit($0) || ".-_/".utf8.contains($0) })
        else { return false }
        let isReserved = ["com.docker.", "io.docker.", "org.dockerproject."].contains { key.hasPrefix($0) }
        return !isReserved && !key.has("..") && !key.has("--")
    }
}
