/// What a POSIX shell, or bash, would read in a text: its simple commands, each with its words, wherever they stand.
///
/// Reading never fails. What is not understood becomes an opaque word, and `isComplete` false. Follows POSIX.1-2024,
/// Shell Command Language §2, with bash's `[[ ]]`, `(( ))`, arrays, `<<<`, `<(…)`, `&>`, `function` and extended
/// patterns.
/// Complexity: linear in the bytes.
public final class ShellScript: Sendable {
    let bytes: [UInt8]
    /// The file's pieces if the text is joined; nil if places are those of the file.
    private let joined: DockerfileStorage?
    /// Whether tabs at the beginnings of lines do not count (`<<-`).
    let stripsTabs: Bool
    let commandNodes: [ShellCommandNode]
    let words: [ShellWordNode]
    let redirections: [ShellRedirectionNode]
    let scopeNodes: [ShellScopeNode]
    let pipelines: [ShellPipelineNode]
    let textRange: TextRange

    /// False if something was not understood, or the text ends too early.
    public let isComplete: Bool
    /// Steps taken in reading: linear in the bytes.
    let work: Int

    /// A script of its own, whose places count from its first byte.
    public convenience init(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes: bytes, TextRange(0, bytes.count), joined: nil, announced: [])
    }

    init(
        bytes: [UInt8], _ range: TextRange, joined: DockerfileStorage?, announced: [String], stripsTabs: Bool = false
    ) {
        var reader = ShellReader(bytes: bytes, range: range, announced: announced)
        reader.read()
        self.bytes = bytes
        self.joined = joined
        self.stripsTabs = stripsTabs
        textRange = range
        commandNodes = reader.commands
        words = reader.words
        redirections = reader.redirections
        scopeNodes = reader.scopes
        pipelines = reader.pipelines
        isComplete = reader.isComplete
        work = reader.work
    }

    /// All simple commands in the order of their places: those in substitutions, branches and functions too.
    public var commands: ShellCommandList { ShellCommandList(script: self) }

    public var isEmpty: Bool { commandNodes.isEmpty }

    /// Whether a `|` stands anywhere in it.
    public var hasPipeline: Bool { pipelines.contains { $0.count > 1 } }

    /// The whole text, in the file.
    public var range: SourceRange { source(textRange) }

    func source(_ range: TextRange) -> SourceRange {
        joined?.source(of: range) ?? SourceRange(range.start, range.end)
    }

    func string(_ range: TextRange) -> String { String(decoding: bytes[range.offsets], as: UTF8.self) }
}

/// The commands of a script; a view, made where it is looked at.
public struct ShellCommandList: RandomAccessCollection, Sendable {
    let script: ShellScript

    public var startIndex: Int { 0 }
    public var endIndex: Int { script.commandNodes.count }

    public subscript(place: Int) -> ShellCommand { ShellCommand(script: script, index: place) }
}

/// Words of a command; a view, with its own indices from 0.
public struct ShellWordList: RandomAccessCollection, Sendable {
    let script: ShellScript
    let slice: Range<Int>

    public var startIndex: Int { 0 }
    public var endIndex: Int { slice.count }

    public subscript(place: Int) -> ShellWord {
        ShellWord(script: script, node: script.words[slice.lowerBound + place])
    }
}
