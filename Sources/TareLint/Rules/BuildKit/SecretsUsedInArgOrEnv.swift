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
            let names: [Word]
            switch item.command {
            case .arg(let definitions): names = definitions.map(\.name)
            case .env(let pairs): names = pairs.map(\.name)
            default: continue
            }
            for word in names {
                let name = word.unquoted
                guard isSecretKey(name) else { continue }
                report.add(
                    item,
                    "Do not use ARG or ENV instructions for sensitive data (\(item.keyword.name) \(name.jsonQuoted))",
                    evidence: [Evidence(word)])
            }
        }
    }

    /// By the words between underscores.
    private static func isSecretKey(_ name: String) -> Bool {
        let words = name.split(separator: "_", omittingEmptySubsequences: false).map { $0.lowercased() }
        return words.contains(where: secretWords.contains) && !words.contains(where: harmlessWords.contains)
    }

    private static let secretWords: Set<String> = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
    ]

    private static let harmlessWords: Set<String> = ["public", "file", "version"]
}
