import TareDockerfile

extension Rule {
    static let dl3011 = Rule(
        "DL3011", .error, "Ports lie between 0 and 65535",
        rationale: """
            The number does not fit into a port; BuildKit refuses it too.
            """,
        bad: "EXPOSE 80000\n", good: "EXPOSE 8000\n", tags: [.syntax], needs: Needs(.expose)
    ) { scope, report in
        for item in scope.items {
            guard case .expose(let words) = item.command else { continue }
            let bad = words.filter { word in
                // Most are short numbers.
                guard word.text.utf8.count > 4 else { return false }
                // The part behind the last colon; what is no number is another rule's.
                let port = word.text.split(separator: ":").last?.prefix { $0 != "/" } ?? ""
                return port.split(separator: "-").contains { limit in
                    !limit.isEmpty && limit.utf8.allSatisfy { $0 &- 0x30 < 10 } && (Int(limit) ?? .max) > 65_535
                }
            }
            if !bad.isEmpty { report.add(item, evidence: bad.map(Evidence.init)) }
        }
    }
}
