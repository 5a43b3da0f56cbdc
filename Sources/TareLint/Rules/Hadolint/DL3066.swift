import TareDockerfile

extension Rule {
    static let dl3066 = Rule(
        "DL3066", .info, "Give USER a number: a name means nothing outside of the image",
        rationale: """
            Kubernetes' runAsNonRoot and the host's own permissions know numbers only.
            """,
        bad: "FROM debian:13\nUSER app\n", good: "FROM debian:13\nUSER 10001\n", tags: [.security], needs: Needs(.user)
    ) { scope, report in
        var arguments: Set<String> = []
        for item in scope.items {
            switch item.command {
            case .arg(let definitions): arguments.formUnion(definitions.map(\.name.text))
            case .user(let word):
                let user = word.text
                let name = user.beforeColon
                if name.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .decimalNumber }) { continue }
                if user.has("$"), mayBe(arguments, user) { continue }
                report.add(item, evidence: [Evidence(word)])
            default: break
            }
        }
    }

    /// Whether `$NAME` or `${NAME}` of these stands in it, whatever follows the name.
    private static func mayBe(_ arguments: Set<String>, _ user: String) -> Bool {
        let bytes = Array(user.utf8)
        for place in bytes.indices where bytes[place] == 0x24 {
            let isBraced = place + 1 < bytes.count && bytes[place + 1] == 0x7B
            let start = place + (isBraced ? 2 : 1)
            var end = start
            while end < bytes.count, end - start < 256 {
                end += 1
                if isBraced, end < bytes.count, bytes[end] != 0x7D { continue }
                if isBraced, end == bytes.count { break }
                if arguments.contains(String(decoding: bytes[start..<end], as: UTF8.self)) { return true }
                if isBraced { break }
            }
        }
        return false
    }
}
