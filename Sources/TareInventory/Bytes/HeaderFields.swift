/// Fields of one paragraph in the manner of RFC 822: `Name: value`; lines that begin with a space or tab continue a
/// value.
///
/// Debian control files (deb822(5)) and Python's core metadata are written so. Reading ends at the first empty line,
/// behind which core metadata has its description and a Debian database its next paragraph.
struct HeaderFields: Sequence, IteratorProtocol {
    struct Field {
        var name: ArraySlice<UInt8>
        /// The first line of the value, trimmed; continuations are passed over, since no field that is read here has
        /// any.
        var value: ArraySlice<UInt8>

        /// Whether this is the field of that name; case is ignored, as both formats have it.
        func isNamed(_ text: StaticString) -> Bool {
            guard name.count == text.utf8CodeUnitCount else { return false }
            return text.withUTF8Buffer { expected in
                zip(name, expected).allSatisfy { $0.lowercased == $1.lowercased }
            }
        }
    }

    /// What is not read yet; behind the end of the paragraph, the next ones.
    private(set) var rest: ArraySlice<UInt8>
    private var isAtEnd = false

    init(_ text: ArraySlice<UInt8>) { rest = text }

    mutating func next() -> Field? {
        while !isAtEnd, !rest.isEmpty {
            let line = takeLine()
            guard let first = line.first else {
                isAtEnd = true
                return nil
            }
            guard first != space, first != tab, let (name, value) = line.split(at: colon) else { continue }
            return Field(name: name, value: value.trimmed)
        }
        return nil
    }

    private mutating func takeLine() -> ArraySlice<UInt8> {
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != newline { end += 1 }
        var line = rest[rest.startIndex..<end]
        rest = rest[(end < rest.endIndex ? end + 1 : end)...]
        if line.last == carriageReturn { line.removeLast() }
        return line
    }
}

extension UInt8 {
    /// The byte of the lower-case letter, for ASCII letters.
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    var isDigit: Bool { (0x30...0x39).contains(self) }
}
