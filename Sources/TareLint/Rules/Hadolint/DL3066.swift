import TareDockerfile

extension Rule {
    static let dl3066 = Rule(
        "DL3066", .info, "Give USER a number: a name means nothing outside of the image",
        rationale: """
            Kubernetes' runAsNonRoot and the host's own permissions know numbers only.
            """,
        bad: "FROM debian:13\nUSER app\n", good: "FROM debian:13\nUSER 10001\n", tags: [.security], needs: Needs(.user)
    ) { scope, report in
        var arguments: [String] = []
        for item in scope.items {
            switch item.command {
            case .arg(let definitions): arguments += definitions.map(\.name.text)
            case .user(let word):
                let user = word.text
                let name = user.prefix { $0 != ":" }
                if name.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .decimalNumber }) { continue }
                if user.contains("$"),
                    arguments.contains(where: { user.contains("${\($0)}") || user.contains("$\($0)") })
                {
                    continue
                }
                report.add(item, evidence: [Evidence(word)])
            default: break
            }
        }
    }
}
