/// The assignments of an os-release file (os-release(5)): shell-like, one a line, without expansion.
struct OSRelease {
    private var values: [String: String] = [:]
    /// What is wrong with the text, one sentence; `nil` for a whole one.
    private(set) var damage: String?

    /// The most assignments that are read; real files have about fifteen.
    private static let maximumAssignments = 256

    init(_ text: ArraySlice<UInt8>) {
        if text.last != newline { damage = "may be cut off: its last line has no end" }
        for line in ByteLines(text) {
            let line = line.trimmed
            guard !line.isEmpty, line.first != UInt8(ascii: "#") else { continue }
            guard let (name, value) = line.split(at: equalsSign), Self.isName(name), let value = Self.unquoted(value)
            else {
                damage = damage ?? "has a line that is no assignment"
                continue
            }
            guard values.count < Self.maximumAssignments else {
                damage = "has more than \(Self.maximumAssignments) assignments; the rest is not read"
                return
            }
            // As a shell would have it, a later assignment wins.
            values[name.text] = value
        }
        if values.isEmpty { damage = "has no assignment" }
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
    /// between single quotes nothing does, outside off any byte. `nil` where a quote has no end.
    private static func unquoted(_ value: ArraySlice<UInt8>) -> String? {
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
        return quote == nil ? String(decoding: text, as: UTF8.self) : nil
    }
}
