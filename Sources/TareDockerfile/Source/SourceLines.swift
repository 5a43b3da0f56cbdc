/// Where the lines of a file begin: made once where many places are to be told.
public struct SourceLines: Sendable {
    private let source: [UInt8]
    private let starts: [UInt32]

    /// Complexity: linear in the bytes.
    init(_ source: [UInt8]) {
        self.source = source
        var starts: [UInt32] = []
        starts.reserveCapacity(8 + source.count / 24)
        starts.append(source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        source.withUnsafeBufferPointer { bytes in
            let words = UnsafeRawBufferPointer(bytes)
            var place = 0
            while place < bytes.count {
                // Eight bytes at once, while there are so many and no line ends in them.
                if place + 8 <= bytes.count {
                    let word = words.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
                    if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 == 0 {
                        place += 8
                        continue
                    }
                }
                let end = min(place + 8, bytes.count)
                while place < end {
                    if bytes[place] == 0x0A { starts.append(UInt32(truncatingIfNeeded: place + 1)) }
                    place += 1
                }
            }
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
        let start = Int(starts[line - 1])
        let end = max(start, min(Int(offset), source.count))
        let isASCII = source.withUnsafeBufferPointer { bytes in
            var all: UInt8 = 0
            for place in start..<end { all |= bytes[place] }
            return all < 0x80
        }
        if isASCII { return SourcePosition(line: line, column: end - start + 1) }
        var (place, column) = (start, 1)
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
