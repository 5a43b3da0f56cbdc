import TareDockerfile

/// A compose file's bytes with the places of its lines.
struct ComposeText {
    let bytes: [UInt8]
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    var lineCount: Int { starts.count }

    /// A line without its end.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        guard starts.indices.contains(number - 1) else { return [] }
        let end = number < starts.count ? starts[number] - 1 : bytes.count
        let line = bytes[starts[number - 1]..<end]
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// The bytes of a value that stands in one line: a key, a plain or a quoted text. Of others, their line's rest.
    func range(of text: String?, at place: SourcePosition) -> SourceRange {
        let line = line(place.line)
        var start = line.startIndex
        var column = 1
        while start < line.endIndex, column < place.column {
            start += 1
            while start < line.endIndex, line[start] & 0xC0 == 0x80 { start += 1 }
            column += 1
        }
        let rest = line[start...]
        if let text {
            for written in [text, "\"\(text)\"", "'\(text)'"] where !written.isEmpty && rest.starts(with: written.utf8)
            {
                return SourceRange(start, start + written.utf8.count)
            }
        }
        let trailing = rest.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        return SourceRange(start, rest.endIndex - trailing)
    }

    /// The place behind a range that is within a line.
    func end(of range: SourceRange, from start: SourcePosition) -> SourcePosition {
        let scalars = bytes[range.offsets].count { $0 & 0xC0 != 0x80 }
        return SourcePosition(line: start.line, column: start.column + scalars)
    }
}
