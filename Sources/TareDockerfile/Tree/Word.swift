/// A part of an instruction: an argument, a name, a value, a flag's value.
///
/// A view: it holds the file and a range; the text is made when asked for.
public struct Word: Sendable {
    enum Encoding: UInt8, Sendable {
        case plain
        /// Inside a JSON string with escapes.
        case json
        /// A part of a flag with quotes, escapes or bytes above ASCII: first up to `=` and behind `--`, or behind `=`.
        case flagName
        case flagValue
    }

    let storage: DockerfileStorage
    let textRange: TextRange
    var encoding = Encoding.plain

    /// Where it is written.
    public var range: SourceRange { storage.source(of: textRange) }

    /// What counts: JSON escapes and a flag's quotes are resolved; variables, and quotes of other words, stand as
    /// written.
    public var text: String {
        switch encoding {
        case .plain: return storage.string(textRange)
        case .json: return storage.text.decodedJSON(textRange)
        case .flagName: return split.name
        case .flagValue: return split.value
        }
    }

    /// Which letters of ASCII stand in it, without making the text.
    public var letters: (upper: Bool, lower: Bool) {
        var (upper, lower) = (false, false)
        for byte in storage.text[textRange.offsets] {
            if byte &- 0x41 < 26 { upper = true }
            if byte &- 0x61 < 26 { lower = true }
        }
        return (upper, lower)
    }

    /// Whether there is nothing.
    public var isEmpty: Bool { encoding == .plain ? textRange.isEmpty : text.isEmpty }

    /// Whether a variable may be in it.
    public var hasVariable: Bool { storage.text[textRange.offsets].contains(0x24) }

    /// Whether the text is its own expansion: no variable, quote or escape stands in it.
    public var isPlain: Bool {
        guard encoding == .plain else { return WordExpander.isPlain(text) }
        return !storage.text[textRange.offsets].contains {
            $0 == 0x24 || $0 == 0x27 || $0 == 0x22 || $0 == 0x5C || $0 == 0x60 || $0 == 0xEF
        }
    }

    /// Whether the text is these characters, without making it where that is not needed.
    public func equals(_ other: StaticString) -> Bool {
        guard encoding == .plain else { return text == other.description }
        guard textRange.end - textRange.start == other.utf8CodeUnitCount else { return false }
        // SAFETY: the index stays below the count that was just compared.
        let expected = other.utf8Start
        for index in 0..<other.utf8CodeUnitCount where storage.text[textRange.start + index] != expected[index] {
            return false
        }
        return true
    }

    /// As `equals`, in any casing of ASCII; `other` is in lower case.
    public func equalsIgnoringCase(_ other: StaticString) -> Bool {
        encoding == .plain ? storage.text.matches(textRange, other) : text.lowercased() == other.description
    }

    /// The text with variables put in, quotes and escapes resolved as the file's escape character says; it is not cut
    /// into words.
    public func expanded(_ variables: [String: String]) throws(ExpansionError) -> Expansion {
        try WordExpander(escape: storage.escape).expand(text, variables, cutsWords: false)
    }

    private var split: (name: String, value: String) {
        let whole = storage.text.decodedFlag(textRange, escape: storage.escape)
        let sign = whole.utf8.firstIndex(of: 0x3D)
        let name = whole[..<(sign ?? whole.endIndex)].dropFirst(2)
        return (String(name), sign.map { String(whole[whole.index(after: $0)...]) } ?? "")
    }
}

extension Word: CustomStringConvertible {
    public var description: String { text }
}
