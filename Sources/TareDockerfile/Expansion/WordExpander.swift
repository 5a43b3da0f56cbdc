/// Expands variables, quotes and escapes as BuildKit does (`frontend/dockerfile/shell/lex.go`).
///
/// `$x ${x} ${x:-w} ${x-w} ${x:+w} ${x+w} ${x:?w} ${x?w} ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/r} ${x//p/r}`, nested. In
/// patterns only `*` and `?` are special. This is not the shell's own expansion: `RUN`, `CMD` and `ENTRYPOINT` are
/// never expanded.
public struct WordExpander: Sendable {
    /// The Dockerfile's escape character.
    public var escape: UInt8
    /// Keeps quotes in the result.
    public var rawQuotes: Bool
    /// Keeps escape characters in the result.
    public var rawEscapes: Bool
    /// Leaves variables that are not set as they are written.
    public var keepsUnset: Bool
    /// Takes quotes for ordinary characters, as in here-documents.
    public var ignoresQuotes: Bool

    /// Bytes of a result; nested values could double with each line.
    public static let mostBytes = 1 << 20

    public init(
        escape: UInt8 = 0x5C, rawQuotes: Bool = false, rawEscapes: Bool = false, keepsUnset: Bool = false,
        ignoresQuotes: Bool = false
    ) {
        self.escape = escape
        self.rawQuotes = rawQuotes
        self.rawEscapes = rawEscapes
        self.keepsUnset = keepsUnset
        self.ignoresQuotes = ignoresQuotes
    }

    /// Expands a word with these variables.
    ///
    /// `cutsWords` false leaves `Expansion.words` empty, and is faster.
    public func expand(
        _ word: String, _ variables: [String: String], cutsWords: Bool = true
    ) throws(ExpansionError) -> Expansion {
        if !cutsWords, let simple = SimpleExpansion.expand(word, variables, keepsUnset: keepsUnset) { return simple }
        var state = ExpansionState(
            expander: self, word: word, variables: variables, gathersWords: cutsWords)
        let (result, words) = try state.process(until: nil, rawEscapes: rawEscapes)
        return Expansion(
            text: result, words: words, matched: state.matched, unmatched: state.unmatched)
    }

    /// Whether a word is its own expansion, which spares the work.
    public static func isPlain(_ word: String) -> Bool {
        !word.utf8.contains { $0 == 0x24 || $0 == 0x27 || $0 == 0x22 || $0 == 0x5C || $0 == 0x60 || $0 == 0xEF }
    }
}

/// A word with its variables put in.
public struct Expansion: Hashable, Sendable {
    public var text: String
    /// The text cut at spaces that are neither quoted nor escaped.
    public var words: [String]
    /// Names that were looked up and are set.
    public var matched: Set<String>
    /// Names that were looked up and are not.
    public var unmatched: Set<String>
}

/// Why a word cannot be expanded.
public struct ExpansionError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    public var description: String { message }
}
