import TareDockerfile

extension Rule {
    static let secretsUsedInArgOrEnv = Rule(
        "SecretsUsedInArgOrEnv", .warning, "ARG and ENV are no place for secrets",
        rationale: """
            Both stay readable in the image's history and configuration. A secret mount leaves nothing behind.
            """,
        bad: "FROM scratch\nARG GITHUB_TOKEN\n", good: "FROM scratch\nARG GITHUB_TOKEN_FILE\n",
        tags: [.secrets, .security], origin: .buildKit, sameAs: "DL3064", needs: Needs([.arg, .env])
    ) { scope, report in
        // Arguments before the first `FROM` reach no image.
        for item in scope.items.drop(while: { $0.keyword != .from }) {
            guard item.keyword == .arg || item.keyword == .env else { continue }
            for name in item.names where isSecretKey(name) {
                report.add(
                    item,
                    "Do not use ARG or ENV instructions for sensitive data (\(item.keyword.name) \(name.jsonQuoted))",
                    evidence: [Evidence(name)])
            }
        }
    }

    /// By the words between underscores, in any casing.
    private static func isSecretKey(_ name: String) -> Bool {
        // Characters above ASCII may become letters of it.
        guard name.withBytes({ bytes in bytes.contains { $0 >= 0x80 } || mayBeSecret(bytes) }) else { return false }
        var isSecret = false
        for word in name.utf8.split(separator: 0x5F) where word.count < 12 {
            let word = String(Substring(word)).lowercased()
            switch word {
            case "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token":
                isSecret = true
            case "public", "file", "version": return false
            default: continue
            }
        }
        return isSecret
    }

    /// Whether one of the words stands somewhere in it.
    private static func mayBeSecret(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        for place in name.indices {
            let isWord =
                switch name[place].folded {
                case 0x61: name.hasFolded("apikey", at: place) || name.hasFolded("auth", at: place)
                case 0x63: name.hasFolded("credential", at: place)
                case 0x6B: name.hasFolded("key", at: place)
                case 0x70: mayBePassword(name, place)
                case 0x73: name.hasFolded("secret", at: place)
                case 0x74: name.hasFolded("token", at: place)
                default: false
                }
            if isWord { return true }
        }
        return false
    }

    private static func mayBePassword(_ name: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        name.hasFolded("passw", at: place) || name.hasFolded("pword", at: place)
    }
}
