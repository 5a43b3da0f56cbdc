/// The headers of a message (RFC 822), as WHEEL and METADATA are written: `Name: value`, continued on lines that begin
/// with a blank, up to the first empty line; the body follows.
public struct HeaderFields: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        /// As written; compared without regard to case.
        public var name: String
        /// Trimmed; lines of a continued value stay lines.
        public var value: String
        /// The line it begins on, from 1.
        public var line: Int
    }

    public private(set) var fields: [Field] = []

    static let maximumFields = 100_000

    /// `file`: its name, for messages.
    public init(_ bytes: [UInt8], file: String) throws(WheelContentError) {
        var line = 0
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while let end = rest.firstIndex(where: { $0 == 0x0A }) ?? (rest.isEmpty ? nil : rest.endIndex) {
            line += 1
            var text = rest[..<end]
            rest = end < rest.endIndex ? rest[(end + 1)...] : []
            if text.last == 0x0D { text.removeLast() }
            guard let first = text.first else { return }
            if first.isBlank {
                guard let last = fields.indices.last else {
                    throw .malformed(file: file, line: line, detail: "the first line continues nothing")
                }
                fields[last].value += "\n" + text.trimmingWhitespace().text
                continue
            }
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex,
                text[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { throw .malformed(file: file, line: line, detail: "a line is no 'Name: value'") }
            guard fields.count < Self.maximumFields else {
                throw .malformed(file: file, line: line, detail: "it has more than \(Self.maximumFields) fields")
            }
            fields.append(
                Field(name: text[..<colon].text, value: text[(colon + 1)...].trimmingWhitespace().text, line: line))
        }
    }

    /// All fields of this name, in order.
    public func all(_ name: String) -> [Field] {
        fields.filter { field in
            field.name.utf8.count == name.utf8.count
                && zip(field.name.utf8, name.utf8).allSatisfy { $0.lowercased == $1.lowercased }
        }
    }

    /// The value of the first field of this name.
    public func first(_ name: String) -> String? { all(name).first?.value }
}
