/// The four kinds of strings.
extension TOMLReader {
    /// `"…"` on one line.
    mutating func basicString() throws(ProjectFileError) -> String {
        let start = cursor
        cursor += 1
        let content = cursor
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: "\"") {
                cursor += 1
                return bytes[content..<(cursor - 1)].text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: content, start: start) }
            if byte.isTOMLControl { break }
            cursor += 1
        }
        throw unclosed(start)
    }

    /// The rest of a basic string whose part up to the cursor has no escapes.
    private mutating func escapedString(from content: Int, start: Int) throws(ProjectFileError) -> String {
        var text = Array(bytes[content..<cursor])
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: "\"") {
                cursor += 1
                return text[...].text
            }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text)
            } else if byte.isTOMLControl {
                break
            } else {
                text.append(byte)
                cursor += 1
            }
        }
        throw unclosed(start)
    }

    /// `'…'` on one line, without escapes.
    mutating func literalString() throws(ProjectFileError) -> String {
        let start = cursor
        cursor += 1
        while cursor < bytes.count, !bytes[cursor].isTOMLControl {
            cursor += 1
            if bytes[cursor - 1] == UInt8(ascii: "'") { return bytes[(start + 1)..<(cursor - 1)].text }
        }
        throw unclosed(start)
    }

    mutating func multilineBasicString() throws(ProjectFileError) -> String {
        try multiline(quote: UInt8(ascii: "\"")) { (reader, text) throws(ProjectFileError) in
            guard reader.peek() == UInt8(ascii: "\\") else { return false }
            if reader.skipLineContinuation() { return true }
            try reader.escape(into: &text)
            return true
        }
    }

    mutating func multilineLiteralString() throws(ProjectFileError) -> String {
        try multiline(quote: UInt8(ascii: "'")) { (_, _) throws(ProjectFileError) in false }
    }

    /// A string in three quotes; `special` takes what is more than a character.
    private mutating func multiline(
        quote: UInt8, _ special: (inout TOMLReader, inout [UInt8]) throws(ProjectFileError) -> Bool
    ) throws(ProjectFileError) -> String {
        let start = cursor
        cursor += 3
        // A line's end right behind the quotes is not part of the string.
        _ = takeNewline()
        var text: [UInt8] = []
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == quote, peek(1) == quote, peek(2) == quote {
                cursor += 3
                // Up to two quotes may stand right before the closing three.
                for _ in 0..<2 where take(quote) { text.append(quote) }
                return text[...].text
            }
            if try special(&self, &text) { continue }
            if takeNewline() {
                text.append(0x0A)
            } else if byte.isTOMLControl {
                throw error("a control character stands in a string", at: cursor)
            } else {
                text.append(byte)
                cursor += 1
            }
        }
        throw unclosed(start)
    }

    /// A backslash at the end of a line: the blanks and line ends behind it are no part of the string.
    private mutating func skipLineContinuation() -> Bool {
        let start = cursor
        cursor += 1
        skipBlanks()
        guard takeNewline() else {
            cursor = start
            return false
        }
        repeat { skipBlanks() } while takeNewline()
        return true
    }

    private mutating func escape(into text: inout [UInt8]) throws(ProjectFileError) {
        let start = cursor
        let letter = peek(1)
        cursor += 2
        switch letter {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "e"): text.append(0x1B)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[cursor - 1])
        case UInt8(ascii: "x"): text.append(contentsOf: try scalar(digits: 2, at: start))
        case UInt8(ascii: "u"): text.append(contentsOf: try scalar(digits: 4, at: start))
        case UInt8(ascii: "U"): text.append(contentsOf: try scalar(digits: 8, at: start))
        default: throw error("a string has an unknown escape", at: start)
        }
    }

    private mutating func scalar(digits: Int, at start: Int) throws(ProjectFileError) -> [UInt8] {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = peek()?.hexadecimalDigit else {
                throw error("an escape needs \(digits) hex digits", at: start)
            }
            value = value << 4 | UInt32(digit)
            cursor += 1
        }
        guard let scalar = Unicode.Scalar(value) else { throw error("an escape names no character", at: start) }
        return Array(String(Character(scalar)).utf8)
    }

    private func unclosed(_ start: Int) -> ProjectFileError {
        let stop = cursor < bytes.count ? bytes[cursor] : 0x0A
        return stop == 0x0A || stop == 0x0D
            ? error("a string is not closed", at: start) : error("a control character stands in a string", at: cursor)
    }
}

extension UInt8 {
    var hexadecimalDigit: UInt8? {
        if isDigit { return self &- UInt8(ascii: "0") }
        let letter = lowercased &- UInt8(ascii: "a")
        return letter < 6 ? letter &+ 10 : nil
    }
}
