/// The classes of bytes that the packaging grammars are written in; none of them reaches beyond ASCII.
extension UInt8 {
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    var isAlphanumeric: Bool { isDigit || isLetter }

    /// `.`, `_` or `-`: what may stand between the parts of a name or a version.
    var isSeparator: Bool { self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }

    /// A blank as the grammar of requirements knows it; a line's end is none.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// What may surround a version: blanks and the ends of lines.
    var isWhitespace: Bool { self == UInt8(ascii: " ") || (self >= 0x09 && self <= 0x0D) }

    /// The letter in lower case, any other byte as it is.
    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}

extension ArraySlice<UInt8> {
    /// Without white space at both ends.
    func trimmingWhitespace() -> ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return slice
    }

    var text: String { String(decoding: self, as: UTF8.self) }
}
