/// The modules that a short program imports by plain statements: `import a.b as c, d` and `from e import f`.
enum ImportScanner {
    private static let longestCode = 64 << 10

    /// In order of appearance, each once. Indented statements may be in a `try`, and are passed over. Statements
    /// behind a string's quote are not told apart from real ones, so only those at a statement's beginning count.
    static func modules(in code: String) -> [String] {
        guard code.utf8.count <= longestCode else { return [] }
        var modules: [String] = []
        for statement in code.split(separator: "\n").filter({ !$0.hasPrefix(" ") && !$0.hasPrefix("\t") })
            .flatMap({ $0.split(separator: ";") })
        {
            let words = statement.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" })
            if words.first == "import" {
                let names = words.dropFirst().joined(separator: " ").split(separator: ",")
                modules += names.compactMap { $0.split(separator: " ").first.map(String.init) }
            } else if words.first == "from", words.count >= 4, words[2] == "import", !words[1].hasPrefix(".") {
                modules.append(String(words[1]))
            }
        }
        var seen: Set<String> = []
        return modules.filter { name in
            seen.insert(name).inserted
                && name.unicodeScalars.allSatisfy { $0 == "." || $0.properties.isXIDContinue }
        }
    }
}
