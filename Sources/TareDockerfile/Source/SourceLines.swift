/// Where the lines of a file begin: made once where many places are to be told.
public struct SourceLines: Sendable {
    private let source: [UInt8]
    private let starts: [UInt32]

    /// Complexity: linear in the bytes.
    init(_ source: [UInt8]) {
        self.source = source
        var starts: [UInt32] = [source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        for place in source.indices where source[place] == 0x0A {
            starts.append(UInt32(truncatingIfNeeded: place + 1))
        }
        self.starts = starts
    }

    /// Lines, the one behind the last line end included.
    public var count: Int { starts.count }

    /// The line and column of a byte; complexity: logarithmic in the lines, linear in the line.
    public func position(_ offset: UInt32) -> SourcePosition {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        let line = max(low, 1)
        var (place, column) = (Int(starts[line - 1]), 1)
        let end = min(Int(offset), source.count)
        while place < end {
            place += source.scalarLength(at: place, end: source.count)
            column += 1
        }
        return SourcePosition(line: line, column: column)
    }

    /// The bytes of a line without its end, from 1.
    public func range(ofLine line: Int) -> SourceRange? {
        guard line >= 1, line <= starts.count else { return nil }
        let start = Int(starts[line - 1])
        var end = line < starts.count ? Int(starts[line]) - 1 : source.count
        while end > start, source[end - 1] == 0x0D { end -= 1 }
        return SourceRange(start, end)
    }
}
