/// What Go's `unicode` and `regexp` packages call space, which decides where BuildKit cuts.
extension UInt8 {
    /// `[ \t]`: what may stand behind a continuation character.
    @inline(__always) var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// `[\t\v\f\r ]`: what parts a keyword from its arguments, and words from each other.
    @inline(__always) var isSeparator: Bool { self == 0x20 || self == 0x09 || (0x0B...0x0D).contains(self) }

    /// ASCII's part of `unicode.IsSpace`.
    @inline(__always) var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    /// `unicode.IsSpace` of a byte taken for a character, as BuildKit's reader of flags takes it.
    @inline(__always) var isLatinSpace: Bool { isASCIISpace || self == 0x85 || self == 0xA0 }

    @inline(__always) var isDigit: Bool { (0x30...0x39).contains(self) }

    @inline(__always) var isNameStart: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F }

    @inline(__always) var isNameByte: Bool { isNameStart || isDigit }

    @inline(__always) var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension [UInt8] {
    /// The length of the Unicode space at a place, 0 if there is none.
    @inline(__always)
    func spaceLength(at place: Int, end: Int) -> Int {
        let byte = self[place]
        if byte < 0x80 { return byte.isASCIISpace ? 1 : 0 }
        return byte == 0xC2 || (0xE1...0xE3).contains(byte) ? wideSpaceLength(at: place, end: end) : 0
    }

    /// The length of the Unicode space that ends at a place.
    func spaceLength(before end: Int, start: Int) -> Int {
        let byte = self[end - 1]
        if byte < 0x80 { return byte.isASCIISpace ? 1 : 0 }
        if end - 2 >= start, wideSpaceLength(at: end - 2, end: end) == 2 { return 2 }
        if end - 3 >= start, wideSpaceLength(at: end - 3, end: end) == 3 { return 3 }
        return 0
    }

    private func wideSpaceLength(at place: Int, end: Int) -> Int {
        guard place + 1 < end else { return 0 }
        let second = self[place + 1]
        if self[place] == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
        guard place + 2 < end else { return 0 }
        let third = self[place + 2]
        let isSpace =
            switch (self[place], second) {
            case (0xE1, 0x9A): third == 0x80
            case (0xE2, 0x80): (0x80...0x8A).contains(third) || third == 0xA8 || third == 0xA9 || third == 0xAF
            case (0xE2, 0x81): third == 0x9F
            case (0xE3, 0x80): third == 0x80
            default: false
            }
        return isSpace ? 3 : 0
    }

    /// Without the Unicode spaces at both ends.
    func trimmed(_ start: Int, _ end: Int) -> (start: Int, end: Int) {
        var (start, end) = (start, end)
        while start < end {
            let length = spaceLength(at: start, end: end)
            if length == 0 { break }
            start += length
        }
        while start < end {
            let length = spaceLength(before: end, start: start)
            if length == 0 { break }
            end -= length
        }
        return (start, end)
    }

    /// Whether a part equals a word of ASCII lower-case letters, in any casing.
    @inline(__always)
    func matches(_ range: TextRange, _ word: StaticString) -> Bool {
        guard range.end - range.start == word.utf8CodeUnitCount else { return false }
        // SAFETY: the index stays below the count that was just compared.
        let expected = word.utf8Start
        for index in 0..<word.utf8CodeUnitCount where self[range.start + index].lowercased != expected[index] {
            return false
        }
        return true
    }

    /// The length of the UTF-8 sequence at a place: 1 for a byte that begins none, as Go decodes.
    func scalarLength(at place: Int, end: Int) -> Int {
        let byte = self[place]
        if byte < 0x80 { return 1 }
        var (length, second): (Int, ClosedRange<UInt8>)
        switch byte {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 1
        }
        guard place + length <= end, second.contains(self[place + 1]) else { return 1 }
        for next in stride(from: place + 2, to: place + length, by: 1) where self[next] & 0xC0 != 0x80 { return 1 }
        return length
    }
}
