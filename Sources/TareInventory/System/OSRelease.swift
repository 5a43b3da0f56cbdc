/// The assignments of an os-release file (os-release(5)): shell-like, one a line, without expansion.
struct OSRelease {
    private var values: [String: String] = [:]

    /// The most assignments that are read; real files have about fifteen.
    private static let maximumAssignments = 256

    init(_ text: ArraySlice<UInt8>) {
        for line in ByteLines(text) {
            let line = line.trimmed
            guard line.first != UInt8(ascii: "#"), let (name, value) = line.split(at: equalsSign), Self.isName(name)
            else { continue }
            guard values.count < Self.maximumAssignments else { return }
            // As a shell would have it, a later assignment wins.
            values[name.text] = Self.unquoted(value)
        }
    }

    /// A value; `nil` where it is missing or empty.
    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        !name.isEmpty
            && name.allSatisfy {
                (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0.isDigit || $0 == UInt8(ascii: "_")
            }
    }

    /// The value without quotes: between double quotes a backslash takes the meaning off `"`, `$`, `` ` `` and itself,
    /// between single quotes nothing does, outside off any byte.
    private static func unquoted(_ value: ArraySlice<UInt8>) -> String {
        let doubleQuote = UInt8(ascii: "\"")
        let singleQuote = UInt8(ascii: "'")
        let backslash = UInt8(ascii: "\\")
        let escapable: Set<UInt8> = [doubleQuote, backslash, UInt8(ascii: "$"), UInt8(ascii: "`")]
        var text: [UInt8] = []
        var quote: UInt8?
        var rest = value.trimmed
        while let byte = rest.popFirst() {
            if byte == backslash, quote != singleQuote, let next = rest.first, quote == nil || escapable.contains(next)
            {
                text.append(next)
                rest.removeFirst()
            } else if byte == quote {
                quote = nil
            } else if quote == nil, byte == doubleQuote || byte == singleQuote {
                quote = byte
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
