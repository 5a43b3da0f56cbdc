extension Dockerfile {
    /// The line and column of a byte; complexity: linear in the bytes before it.
    public func position(_ offset: UInt32) -> SourcePosition {
        let end = min(Int(offset), storage.source.count)
        var (line, start) = (1, storage.source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        for place in 0..<end where storage.source[place] == 0x0A {
            line += 1
            start = place + 1
        }
        var column = 1
        var place = start
        while place < end {
            place += storage.source.scalarLength(at: place, end: storage.source.count)
            column += 1
        }
        return SourcePosition(line: line, column: column)
    }

    /// A table of the lines, for whoever asks for many places.
    public func lineTable() -> SourceLines { SourceLines(storage.source) }

    /// Where a range begins.
    public func start(_ range: SourceRange) -> SourcePosition { position(range.lower) }

    /// Where a range ends: one column behind its last character.
    public func end(_ range: SourceRange) -> SourcePosition { position(range.upper) }

    /// The first and last line of an instruction as BuildKit counts them: here-documents are in, and so are comments
    /// and blank lines that a continuation at the end swallows.
    public func lines(of instruction: Instruction) -> ClosedRange<Int> {
        let range = instruction.lines
        let first = position(range.lower).line
        let last = range.isEmpty ? first : position(range.upper &- 1).line
        return first...max(first, last)
    }
}
