/// A place in a text file, as editors count it.
public struct TextPosition: Hashable, Sendable {
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of a byte. Linear in the offset: for errors, not for loops.
    init(of offset: Int, in bytes: [UInt8]) {
        let before = bytes[..<min(max(offset, 0), bytes.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        line = 1 + before.count { $0 == 0x0A }
        // Every byte but a continuation byte of UTF-8 begins a scalar.
        column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    }
}

extension [UInt8] {
    /// Where the first byte stands that is no part of UTF-8.
    var firstInvalidUTF8: Int? {
        // Nearly all files are valid; only a damaged one is walked through a second time.
        if String(validating: self, as: UTF8.self) != nil { return nil }
        var decoder = UTF8()
        var iterator = makeIterator()
        var offset = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput, .error: return offset
            }
        }
    }
}
