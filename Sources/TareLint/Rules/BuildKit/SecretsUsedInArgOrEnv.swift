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

    private static let secretWords: [StaticString] = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
    ]
    private static let harmlessWords: [StaticString] = ["public", "file", "version"]

    /// By the words between underscores, in any casing.
    private static func isSecretKey(_ name: String) -> Bool {
        name.foldable.withBytes { bytes in
            var isSecret = false
            for word in bytes.split(separator: 0x5F) {
                let word = UnsafeBufferPointer(rebasing: word)
                if harmlessWords.contains(where: word.equalsFolded) { return false }
                isSecret = isSecret || secretWords.contains(where: word.equalsFolded)
            }
            return isSecret
        }
    }
}
