/// The cursor, blanks, comments and keys.
extension TOMLReader {
    /// One part of a dotted key and where it stands.
    struct Key {
        var name: String
        var offset: Int
    }

    func peek(_ distance: Int = 0) -> UInt8? {
        let place = cursor &+ distance
        return place < bytes.count ? bytes[place] : nil
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        cursor += 1
        return true
    }

    mutating func skipBlanks() {
        while cursor < bytes.count, bytes[cursor].isBlank { cursor += 1 }
    }

    /// A line's end: LF or CR LF.
    mutating func takeNewline() -> Bool {
        if take(0x0A) { return true }
        guard peek() == 0x0D, peek(1) == 0x0A else { return false }
        cursor += 2
        return true
    }

    mutating func takeComment() throws(ProjectFileError) {
        guard take(UInt8(ascii: "#")) else { return }
        while cursor < bytes.count, bytes[cursor] != 0x0A {
            let byte = bytes[cursor]
            if byte == 0x0D, peek(1) == 0x0A { return }
            if byte.isTOMLControl { throw error("a control character stands in a comment", at: cursor) }
            cursor += 1
        }
    }

    /// Goes over blanks, comments and line ends.
    mutating func skipToContent() throws(ProjectFileError) {
        while true {
            skipBlanks()
            try takeComment()
            guard takeNewline() else { return }
        }
    }

    mutating func endOfLine() throws(ProjectFileError) {
        skipBlanks()
        try takeComment()
        guard cursor < bytes.count else { return }
        guard takeNewline() else { throw error("the line should end here", at: cursor) }
    }

    /// A key, dotted or not, with the blanks behind it.
    mutating func key() throws(ProjectFileError) -> [Key] {
        var parts: [Key] = []
        repeat {
            skipBlanks()
            parts.append(try simpleKey())
            guard parts.count <= Self.maximumDepth else {
                throw error("a key has more than \(Self.maximumDepth) parts", at: cursor)
            }
            skipBlanks()
        } while take(UInt8(ascii: "."))
        return parts
    }

    /// Takes a bare key and the `=` behind it; takes nothing if something else stands here.
    mutating func bareKeyBeforeEquals() -> String? {
        var end = cursor
        while end < bytes.count, bytes[end].isBareKey { end += 1 }
        guard end > cursor else { return nil }
        var next = end
        while next < bytes.count, bytes[next].isBlank { next += 1 }
        guard next < bytes.count, bytes[next] == UInt8(ascii: "=") else { return nil }
        let key = bytes[cursor..<end].text
        cursor = next + 1
        return key
    }

    private mutating func simpleKey() throws(ProjectFileError) -> Key {
        let start = cursor
        switch peek() {
        case UInt8(ascii: "\""):
            guard peek(1) != peek() || peek(2) != peek() else { throw error("a key has several lines", at: start) }
            return Key(name: try basicString(), offset: start)
        case UInt8(ascii: "'"):
            guard peek(1) != peek() || peek(2) != peek() else { throw error("a key has several lines", at: start) }
            return Key(name: try literalString(), offset: start)
        default:
            while cursor < bytes.count, bytes[cursor].isBareKey { cursor += 1 }
            guard cursor > start else { throw error("a key should stand here", at: start) }
            return Key(name: bytes[start..<cursor].text, offset: start)
        }
    }

    func error(_ message: String, at offset: Int) -> ProjectFileError {
        let position = TextPosition(of: offset, in: bytes)
        return ProjectFileError(file: file, position, .syntax(message))
    }
}

extension UInt8 {
    fileprivate var isBareKey: Bool { isAlphanumeric || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }

    /// Characters that stand in no string and no comment.
    var isTOMLControl: Bool { (self < 0x20 && self != 0x09) || self == 0x7F }
}
