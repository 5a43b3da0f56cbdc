/// Cuts a file into lines, joins continued ones, and hands each to the reader of instructions.
///
/// One pass over the bytes. State is a place in the file; results are rows of tables.
struct DockerfileParser {
    let source: [UInt8]
    /// Where reading stops: the end, or a bound.
    let sourceEnd: Int
    var text: [UInt8] = []
    var pieces: [TextPiece] = []
    var nodes: [InstructionNode] = []
    var topLevel: [Int32] = []
    var arguments: [ArgumentNode] = []
    var flags: [FlagNode] = []
    var heredocs: [HeredocNode] = []
    var comments: [DockerfileComment] = []
    var elements: [DockerfileElement] = []
    var directives: [DockerfileDirective] = []
    var problems: [DockerfileProblem] = []
    var emptyContinuations: [SourceRange] = []
    var escape: UInt8 = 0x5C
    /// Whether `# name=value` is still looked for.
    var expectsDirectives = true
    /// The first byte of the next line.
    var place = 0
    /// The comments that describe the next instruction, as rows of `comments`.
    var description = 0
    /// Steps taken, for the tests: linear in the bytes.
    var work = 0

    init(_ source: [UInt8]) {
        self.source = source
        sourceEnd = min(source.count, Dockerfile.mostBytes)
        text.reserveCapacity(sourceEnd)
        pieces.reserveCapacity(sourceEnd / 24 + 4)
        nodes.reserveCapacity(sourceEnd / 48 + 4)
        topLevel.reserveCapacity(sourceEnd / 48 + 4)
        elements.reserveCapacity(sourceEnd / 24 + 4)
        arguments.reserveCapacity(sourceEnd / 24 + 4)
    }

    mutating func parse() {
        if source.starts(with: [0xEF, 0xBB, 0xBF]) {
            elements.append(.init(kind: .mark, range: SourceRange(0, 3)))
            place = 3
        }
        while place < sourceEnd {
            if nodes.count >= Dockerfile.mostInstructions {
                report(
                    "the Dockerfile has more than \(Dockerfile.mostInstructions) instructions", at: place..<sourceEnd)
                break
            }
            parseLine()
        }
        if sourceEnd < source.count {
            report("the Dockerfile is larger than \(Dockerfile.mostBytes) bytes", at: sourceEnd..<source.count)
        }
        if place < source.count {
            elements.append(.init(kind: .unread, range: SourceRange(place, source.count)))
        }
        if topLevel.isEmpty { report("file with no instructions", hint: "begin with FROM", at: 0..<0) }
    }

    mutating func report(_ message: String, hint: String? = nil, at range: Range<Int>) {
        problems.append(.init(.parser, message, hint: hint, at: SourceRange(range.lowerBound, range.upperBound)))
    }

    /// One line without its end, and where the next begins. Carriage returns before the line feed are part of the end.
    struct Line {
        var start: Int
        var end: Int
        var next: Int
    }

    @inline(__always)
    mutating func nextLine() -> Line {
        let start = place
        let stop = sourceEnd
        var end = start
        source.withUnsafeBufferPointer { bytes in
            // SAFETY: the index stays below `sourceEnd`, which is at most the count.
            while end < stop, bytes[end] != 0x0A { end += 1 }
        }
        let next = end < stop ? end + 1 : end
        if end - start > Dockerfile.mostLineBytes {
            report(
                "dockerfile line greater than max allowed size of \(Dockerfile.mostLineBytes)", at: start..<end)
        }
        while end > start, source[end - 1] == 0x0D { end -= 1 }
        place = next
        work += next - start
        return Line(start: start, end: end, next: next)
    }

    @inline(__always)
    func skipSpaces(_ line: Line) -> Int {
        var start = line.start
        while start < line.end {
            let length = source.spaceLength(at: start, end: line.end)
            if length == 0 { break }
            start += length
        }
        return start
    }

    /// Reads a blank line, a comment, or an instruction with all its lines.
    private mutating func parseLine() {
        let line = nextLine()
        let start = skipSpaces(line)
        if start == line.end {
            expectsDirectives = false
            extend(.blank, line.start, line.next)
            return
        }
        if source[start] == 0x23 {
            parseComment(line, start)
            return
        }
        expectsDirectives = false
        parseInstruction(line, start)
    }

    private mutating func parseComment(_ line: Line, _ start: Int) {
        if expectsDirectives, parseDirective(start, line.end) {
            elements.append(.init(kind: .directive, range: SourceRange(line.start, line.next)))
            return
        }
        elements.append(.init(kind: .comment, range: SourceRange(line.start, line.next)))
        comments.append(
            .init(
                range: SourceRange(start, line.end), isInsideInstruction: false,
                lineStart: UInt32(truncatingIfNeeded: line.start)))
        // An empty comment parts a description from what stands above it.
        let (first, last) = source.trimmed(line.start + 1, line.end)
        if first >= last { description = comments.count }
    }

    private mutating func extend(_ kind: DockerfileElement.Kind, _ start: Int, _ end: Int) {
        if let last = elements.last, last.kind == kind {
            elements[elements.count - 1].range.upper = UInt32(truncatingIfNeeded: end)
        } else {
            elements.append(.init(kind: kind, range: SourceRange(start, end)))
        }
    }

    // MARK: Instructions

    private mutating func parseInstruction(_ line: Line, _ start: Int) {
        let textStart = text.count
        let describing = TableSlice(description, comments.count)
        var isContinued = take(start, line.end)
        var emptyLine: SourceRange?
        while isContinued, place < sourceEnd {
            let next = nextLine()
            let content = skipSpaces(next)
            if content == next.end {
                emptyLine = SourceRange(next.start, next.end)
            } else if source[content] == 0x23 {
                comments.append(
                    .init(
                        range: SourceRange(content, next.end), isInsideInstruction: true,
                        lineStart: UInt32(truncatingIfNeeded: next.start)))
            } else {
                isContinued = take(next.start, next.end)
            }
        }
        if let emptyLine { emptyContinuations.append(emptyLine) }
        let node = readInstruction(textStart, text.count, depth: 0)
        nodes[node].comments = describing
        readHeredocs(of: node)
        nodes[node].lines = SourceRange(line.start, place)
        elements.append(.init(kind: .instruction(topLevel.count), range: SourceRange(line.start, place)))
        topLevel.append(Int32(truncatingIfNeeded: node))
        description = comments.count
    }

    /// Takes a line's part over into the joined text; whether the next line continues it.
    @inline(__always)
    private mutating func take(_ start: Int, _ lineEnd: Int) -> Bool {
        var end = lineEnd
        var last = lineEnd
        while last > start, source[last - 1].isBlank { last -= 1 }
        var isContinued = false
        if last > start, source[last - 1] == escape, last - 1 == start || source[last - 2] != escape {
            isContinued = true
            end = last - 1
        }
        pieces.append(
            TextPiece(text: UInt32(truncatingIfNeeded: text.count), source: UInt32(truncatingIfNeeded: start)))
        text.append(contentsOf: source[start..<end])
        return isContinued
    }
}
