import TareCompose

extension ComposeAssignment {
    /// Whether its name says that it is a secret, by the words between underscores: those that BuildKit knows.
    var isSecret: Bool {
        let words = name.split(separator: "_").map { $0.lowercased() }
        return words.contains(where: Self.secretWords.contains) && !words.contains(where: Self.harmlessWords.contains)
    }

    /// Whether a value is there to be read: a text of its own, or a variable's default.
    func isPlain(_ written: String) -> Bool {
        guard let text = try? Interpolation(parsing: written) else { return false }
        return isPlain(text)
    }

    private func isPlain(_ text: Interpolation) -> Bool {
        text.parts.contains { part in
            switch part {
            case .text(let text): !text.isEmpty
            case .variable(let variable):
                (variable.modifier == .defaultIfEmpty || variable.modifier == .defaultIfUnset)
                    && isPlain(variable.argument)
            }
        }
    }

    private static let secretWords: Set<String> = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
    ]

    private static let harmlessWords: Set<String> = ["public", "file", "version", "method", "type", "enabled", "trust"]
}
