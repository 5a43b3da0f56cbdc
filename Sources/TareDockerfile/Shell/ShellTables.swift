/// A row of a script's table of words.
struct ShellWordNode: Sendable {
    var range: TextRange
    var traits: ShellTraits
}

/// What stands in a word.
struct ShellTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// Quotes or backslashes: what counts is not what is written.
    static let quoted = ShellTraits(rawValue: 1)
    /// `$name`, `${…}`, `$((…))`.
    static let expansion = ShellTraits(rawValue: 2)
    /// `$(…)` or backticks, or `<(…)`.
    static let substitution = ShellTraits(rawValue: 4)
    /// `*`, `?` or `[` outside quotes.
    static let pattern = ShellTraits(rawValue: 8)
    /// What is not understood; or an array's value.
    static let opaque = ShellTraits(rawValue: 16)
    /// `{` outside quotes: bash makes several words of it.
    static let brace = ShellTraits(rawValue: 32)
}

struct ShellCommandNode: Sendable {
    var range: TextRange
    var words = TableSlice.none
    var assignments = TableSlice.none
    var redirections = TableSlice.none
    var place: ShellPlace
}

/// Where a command or a compound stands.
struct ShellPlace: Sendable {
    var scope: Int32
    var pipeline: Int32
    /// In the pipeline, from 0.
    var position: UInt16
    var connector: ShellConnector
}

struct ShellPipelineNode: Sendable {
    var count: UInt16
    var isNegated: Bool
    /// Whether `&` follows the list that it ends.
    var isBackground: Bool
}

struct ShellScopeNode: Sendable {
    var kind: ShellScope.Kind
    var place: ShellPlace
    var range: TextRange
    var words = TableSlice.none
    var redirections = TableSlice.none
}

struct ShellRedirectionNode: Sendable {
    var range: TextRange
    var descriptor: Int32
    var kind: ShellRedirection.Kind
    var target: ShellWordNode
    /// The lines of a here-document that stand in the script itself.
    var body: TextRange?
}

/// How a command follows the one before it.
public enum ShellConnector: UInt8, Sendable {
    /// It is the first of its list.
    case first
    /// Behind `;` or a line end.
    case sequence
    /// Behind `&&`.
    case and
    /// Behind `||`.
    case or
    /// Behind `|`.
    case pipe
    /// Behind `&`.
    case background
}
