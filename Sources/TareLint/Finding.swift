public import TareDockerfile

/// What a rule has found.
public struct Finding: Hashable, Sendable {
    /// The rule's id.
    public var rule: String
    public var severity: Severity
    public var message: String
    /// The instruction, from its keyword to its end: hadolint and BuildKit count its first line.
    public var range: SourceRange
    public var start: SourcePosition
    /// One column behind the last character.
    public var end: SourcePosition
    /// The very places: the command, the word.
    public var evidence: [Evidence]
    /// Changes that mend it and change nothing else; empty where a person must decide.
    public var fix: [SourceEdit]

    /// False for what is said of an image, which has no lines.
    public var hasPlace: Bool { start.line > 0 }
}

/// A place that shows why, and what is to be seen there.
public struct Evidence: Hashable, Sendable {
    /// As it is written, or a remark.
    public var text: String
    /// Nil where it has no place of its own.
    public var range: SourceRange?
    public var start: SourcePosition?
    public var end: SourcePosition?

    init(_ text: String, at range: SourceRange? = nil) {
        self.text = text
        self.range = range
    }

    init(_ word: Word) { self.init(word.text, at: word.range) }
}
