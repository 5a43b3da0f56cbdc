/// The tables of a parsed file, shared by all views of it.
final class DockerfileStorage: Sendable {
    let source: [UInt8]
    /// The lines of the instructions, continuations joined, one behind the other.
    let text: [UInt8]
    let pieces: [TextPiece]
    let nodes: [InstructionNode]
    /// Nodes that are not inside an `ONBUILD`.
    let topLevel: [Int32]
    let arguments: [ArgumentNode]
    let flags: [FlagNode]
    let heredocs: [HeredocNode]
    let comments: [DockerfileComment]
    let elements: [DockerfileElement]
    let directives: [DockerfileDirective]
    let problems: [DockerfileProblem]
    let emptyContinuations: [SourceRange]
    let escape: UInt8
    /// Bytes that were looked at, counted by line and by joined line, for the tests.
    let work: Int

    init(_ parser: consuming DockerfileParser) {
        source = parser.source
        text = parser.text
        pieces = parser.pieces
        nodes = parser.nodes
        topLevel = parser.topLevel
        arguments = parser.arguments
        flags = parser.flags
        heredocs = parser.heredocs
        comments = parser.comments
        elements = parser.elements
        directives = parser.directives
        problems = parser.problems
        emptyContinuations = parser.emptyContinuations
        escape = parser.escape
        work = parser.work
    }

    /// Where joined text stands in the file: from its first byte to its last, continuations between them included.
    func source(of range: TextRange) -> SourceRange { pieces.source(of: range) }

    func string(_ range: TextRange) -> String { String(decoding: text[range.offsets], as: UTF8.self) }
}

extension [TextPiece] {
    func source(of range: TextRange) -> SourceRange {
        guard range.upper > range.lower else {
            let place = sourceOffset(range.start)
            return SourceRange(place, place)
        }
        return SourceRange(sourceOffset(range.start), sourceOffset(range.end - 1) + 1)
    }

    /// The place in the file of a byte of the joined text; complexity: logarithmic in the lines.
    func sourceOffset(_ place: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if Int(self[middle].text) <= place { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let piece = self[low - 1]
        return Int(piece.source) + (place - Int(piece.text))
    }
}
