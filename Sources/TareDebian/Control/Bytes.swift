extension UInt8 {
    var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }
    var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    /// Blanks and line ends.
    var isWhitespace: Bool { isBlank || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

    /// The lower-case form of an ASCII letter; other bytes as they are.
    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}

extension ArraySlice<UInt8> {
    /// The bytes without white space at either end.
    func trimmingBlanks() -> ArraySlice<UInt8> {
        var slice = self
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return slice.drop(while: \.isWhitespace)
    }
}

extension RandomAccessCollection<UInt8> {
    /// Whether the bytes are `text`, letter case aside (field names and keywords are ASCII).
    func equalsIgnoringCase(_ text: String) -> Bool {
        count == text.utf8.count && zip(self, text.utf8).allSatisfy { $0.lowercased == $1.lowercased }
    }
}
