import TareDockerfile

/// A step of an image's history: the classic builder's and buildah's `/bin/sh -c #(nop) ENV A=b`, or BuildKit's
/// `RUN /bin/sh -c true # buildkit`.
struct HistoryStep {
    /// Steps that are read; BuildKit itself allows some hundred layers.
    static let most = 2_000

    /// Nil where the builder wrote no instruction.
    let keyword: Keyword?
    /// Behind the keyword, without the builder's remarks.
    let text: String
    /// Build arguments that a `RUN` was given: `NAME=value`.
    let arguments: [String]
    let isEmpty: Bool
    /// What a `RUN` calls.
    let calls: [Call]

    init(_ step: LintedImage.Step) {
        isEmpty = step.isEmpty
        var rest = Substring(step.createdBy)
        if rest.hasSuffix(" # buildkit") { rest = rest.dropLast(" # buildkit".count) }
        rest = rest.drop { $0 == " " }
        var keyword: Keyword?
        if let marker = rest.firstRange(of: "#(nop)") {
            rest = rest[marker.upperBound...].drop { $0 == " " }
            keyword = Self.keyword(rest)
        } else if rest.hasPrefix("/bin/") || rest.hasPrefix("|") {
            keyword = .run
        } else {
            keyword = Self.keyword(rest)
        }
        if let name = keyword?.name, rest.hasPrefix(name) { rest = rest.dropFirst(name.count).drop { $0 == " " } }
        (arguments, rest) = keyword == .run ? Self.arguments(rest) : ([], rest)
        self.keyword = keyword
        text = String(rest)
        var reader = CallReader()
        if keyword == .run { reader.read(ShellScript(Self.program(rest)), isInPlace: false) }
        calls = reader.calls
    }

    private static func keyword(_ text: Substring) -> Keyword? {
        let word = text.prefix { $0 != " " && $0 != "\t" }
        return word.isEmpty ? nil : Keyword.allCases.first { $0.name == word }
    }

    /// `|2 A=1 B=2 …`
    private static func arguments(_ text: Substring) -> (arguments: [String], rest: Substring) {
        guard text.first == "|", let count = Int(text.dropFirst().prefix { $0 != " " }), count > 0, count < 1_000 else {
            return ([], text)
        }
        var rest = text.drop { $0 != " " }.drop { $0 == " " }
        var arguments: [String] = []
        while arguments.count < count, !rest.isEmpty, !rest.hasPrefix("/") {
            // A value may have spaces in it: it ends before the next name or the shell.
            let word = rest.prefix { $0 != " " }
            if word.contains("=") {
                arguments.append(String(word))
            } else if !arguments.isEmpty {
                arguments[arguments.count - 1] += " " + word
            }
            rest = rest[word.endIndex...].drop { $0 == " " }
        }
        return (arguments, rest)
    }

    /// What stands behind `/bin/sh -c`.
    private static func program(_ text: Substring) -> String {
        guard text.hasPrefix("/bin/"), let flag = text.firstRange(of: " -c ") else { return String(text) }
        return String(text[flag.upperBound...])
    }

    /// Names and values that stay readable: of `ENV`, `ARG` and build arguments.
    var assignments: [(name: String, value: String)] {
        let written =
            switch keyword {
            case .run: arguments
            case .arg: [text]
            default: [String]()
            }
        return written.compactMap { Self.assignment($0) }
    }

    /// `NAME=value`; nil without a value.
    static func assignment(_ text: String) -> (name: String, value: String)? {
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex else { return nil }
        let value = text[text.index(after: sign)...]
        return value.isEmpty ? nil : (String(text[..<sign]), String(value))
    }

    /// As it is shown.
    var shown: String { keyword.map { "\($0.name) \(text)" } ?? text }
}
