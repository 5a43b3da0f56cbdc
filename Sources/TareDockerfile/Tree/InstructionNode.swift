/// A row of the tree's main table: where the parts of one instruction are, none of them decoded.
struct InstructionNode: Sendable {
    var keyword = Keyword.unknown
    var form = ArgumentForm.none
    var keywordRange = TextRange.none
    /// The joined line.
    var line = TextRange.none
    /// Behind the flags, without spaces at the ends.
    var argumentText = TextRange.none
    var flags = TableSlice.none
    var arguments = TableSlice.none
    var heredocs = TableSlice.none
    /// The comment lines before it that describe it.
    var comments = TableSlice.none
    /// All lines that it takes, here-documents included, with their line ends.
    var lines = SourceRange(0, 0)
    /// The instruction that an `ONBUILD` carries, -1 if none.
    var child: Int32 = -1
    /// The `ONBUILD` that carries it, -1 if none.
    var parent: Int32 = -1
    /// Whether BuildKit's parser refuses the line.
    var isBroken = false
}

/// How the arguments of an instruction are written.
public enum ArgumentForm: UInt8, Sendable {
    /// There are none.
    case none
    /// One text, which the instruction reads as a whole: the shell form, a path, a user.
    case text
    /// Words between spaces.
    case words
    /// A JSON array of strings: the exec form.
    case json
    /// `name=value`, each name followed by its value in the table.
    case pairs
    /// `ENV name value`: one name, and the rest of the line.
    case legacyPair
    /// `ONBUILD` and an instruction.
    case instruction
    /// Arguments of a keyword that is not known.
    case opaque
}

/// One argument: a word, an element of a JSON array without its quotes, a name or a value.
struct ArgumentNode: Sendable {
    var range: TextRange
    /// Whether JSON escapes stand in it.
    var isEscaped = false
}

/// `--name=value` in front of the arguments.
struct FlagNode: Sendable {
    var range: TextRange
    /// Behind `--`; up to `=` or the end.
    var name: TextRange
    /// Behind `=`; nil without one.
    var value: TextRange?
    /// Whether quotes, escapes or bytes above ASCII stand in it, so that what counts is not what is written.
    var isEncoded: Bool
}

/// `<<NAME` with its body.
struct HeredocNode: Sendable {
    var name: String
    var descriptor: UInt64
    var isExpanded: Bool
    var stripsTabs: Bool
    /// The word in the instruction, `<<` included.
    var word: TextRange
    /// From behind the line to the terminator's line, which is not in it.
    var body: SourceRange
    var isTerminated: Bool
}
