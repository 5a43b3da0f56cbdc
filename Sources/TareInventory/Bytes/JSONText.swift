/// Reads a member or two out of a JSON text (RFC 8259) without building the rest.
///
/// Bills of materials run to megabytes and only the number of their components is wanted. Nothing recurses: nesting is
/// counted. What is malformed gives `nil`; a member behind the malformed place is not found.
struct JSONText {
    /// A value, whitespace around it allowed.
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The value of an object's member; the first of equal names. Names with escapes do not match.
    subscript(name: StaticString) -> JSONText? {
        var cursor = Cursor(bytes)
        guard cursor.take(UInt8(ascii: "{")) else { return nil }
        while let key = cursor.takeString(), cursor.take(colon), let value = cursor.takeValue() {
            if key.equals(name) { return JSONText(value) }
            guard cursor.take(UInt8(ascii: ",")) else { return nil }
        }
        return nil
    }

    func string(atKey name: StaticString) -> String? { self[name]?.string }

    /// How many elements an array has; `nil` where there is no such member or it is no well-formed array.
    func count(ofArrayAtKey name: StaticString) -> Int? { self[name]?.count }

    /// The text of a JSON string; `nil` for other values. One with escapes is `nil` too: none is expected where this
    /// reads.
    var string: String? {
        var cursor = Cursor(bytes)
        guard let text = cursor.takeString(), !text.contains(UInt8(ascii: "\\")) else { return nil }
        return text.text
    }

    var isTrue: Bool { bytes.trimmed.equals("true") }

    /// A number without sign, fraction or exponent.
    var integer: Int? {
        var cursor = Cursor(bytes)
        return cursor.takeValue().flatMap { Int($0.text) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    private var count: Int? {
        var cursor = Cursor(bytes)
        guard cursor.take(UInt8(ascii: "[")) else { return nil }
        if cursor.take(UInt8(ascii: "]")) { return 0 }
        var count = 0
        while cursor.takeValue() != nil {
            count += 1
            if cursor.take(UInt8(ascii: "]")) { return count }
            guard cursor.take(UInt8(ascii: ",")) else { return nil }
        }
        return nil
    }
}

extension JSONText {
    private struct Cursor {
        var rest: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

        private mutating func skipSpace() {
            while let byte = rest.first, byte == space || byte == tab || byte == newline || byte == carriageReturn {
                rest.removeFirst()
            }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            skipSpace()
            guard rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }

        /// What stands between the quotes.
        mutating func takeString() -> ArraySlice<UInt8>? {
            guard take(quote) else { return nil }
            guard let end = endOfString(from: rest.startIndex) else { return nil }
            let text = rest[..<end]
            rest = rest[(end + 1)...]
            return text
        }

        /// A whole value, as it stands.
        mutating func takeValue() -> ArraySlice<UInt8>? {
            skipSpace()
            let whole = rest
            var index = rest.startIndex
            var depth = 0
            scan: while index < whole.endIndex {
                switch whole[index] {
                case quote:
                    guard let end = endOfString(from: index + 1) else { return nil }
                    index = end
                    if depth == 0 {
                        index += 1
                        break scan
                    }
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { break scan }
                    depth -= 1
                    if depth == 0 {
                        index += 1
                        break scan
                    }
                case UInt8(ascii: ",") where depth == 0: break scan
                default: break
                }
                index += 1
            }
            guard depth == 0, index > whole.startIndex else { return nil }
            rest = whole[index...]
            return whole[whole.startIndex..<index].trimmed
        }

        /// The place of the quote that ends the string whose text begins at `start`.
        private func endOfString(from start: Int) -> Int? {
            var index = start
            while index < rest.endIndex {
                switch rest[index] {
                case quote: return index
                case UInt8(ascii: "\\"): index += 2
                default: index += 1
                }
            }
            return nil
        }
    }
}

private let quote = UInt8(ascii: "\"")
