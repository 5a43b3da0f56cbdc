/// The classes of bytes that the packaging grammars are written in; none of them reaches beyond ASCII.
extension UInt8 {
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    var isAlphanumeric: Bool { isDigit || isLetter }

    /// `.`, `_` or `-`: what may stand between the parts of a name or a version.
    var isSeparator: Bool { self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }

    /// A blank as the grammar of requirements knows it; a line's end is none.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// What may surround a version, as far as it is ASCII: blanks, the ends of lines, separators of records.
    var isWhitespace: Bool {
        self == UInt8(ascii: " ") || (self >= 0x09 && self <= 0x0D) || (self >= 0x1C && self <= 0x1F)
    }

    /// The letter in lower case, any other byte as it is.
    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}

extension ArraySlice<UInt8> {
    /// Without white space at both ends, Unicode's included, as Python's `\s` counts it.
    func trimmingWhitespace() -> ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first {
            if first.isWhitespace {
                slice.removeFirst()
            } else if first >= 0x80, let space = Self.spaces.first(where: slice.starts(with:)) {
                slice.removeFirst(space.count)
            } else {
                break
            }
        }
        while let last = slice.last {
            if last.isWhitespace {
                slice.removeLast()
            } else if last >= 0x80, let space = Self.spaces.first(where: { slice.suffix($0.count).elementsEqual($0) }) {
                slice.removeLast(space.count)
            } else {
                break
            }
        }
        return slice
    }

    /// The white space beyond ASCII, in UTF-8.
    private static let spaces: [[UInt8]] =
        ([0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000] + (0x2000...0x200A))
        .compactMap { Unicode.Scalar(UInt32($0)) }.map { Array(String(Character($0)).utf8) }

    var text: String { String(decoding: self, as: UTF8.self) }
}
