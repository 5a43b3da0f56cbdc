/// The list of a distribution's files: `.dist-info/RECORD` (recording installed projects specification), a CSV file of
/// path, digest and size.
public struct WheelRecord: Sendable, Hashable {
    public var rows: [RecordRow]

    static let maximumRows = 1_000_000

    public init(_ rows: [RecordRow] = []) { self.rows = rows }

    /// Reads the rows; `file` is the record's name for messages.
    public init(_ bytes: [UInt8], file: String = "RECORD") throws(WheelContentError) {
        rows = []
        var reader = CSVReader(bytes)
        while true {
            let line = reader.line
            func malformed(_ detail: String) -> WheelContentError { .malformed(file: file, line: line, detail: detail) }
            guard let fields = reader.next() else { return }
            guard fields.count == 3 else { throw malformed("a row has \(fields.count) fields, not 3") }
            guard let path = String(validating: fields[0], as: UTF8.self), !path.isEmpty, !path.utf8.contains(0) else {
                throw malformed("a row names no file")
            }
            guard rows.count < Self.maximumRows else { throw malformed("it has more than \(Self.maximumRows) rows") }
            var size: UInt64?
            if !fields[2].isEmpty {
                guard fields[2].allSatisfy(\.isDigit), let number = UInt64(fields[2][...].text) else {
                    throw malformed("'\(fields[2][...].text)' is not a size")
                }
                size = number
            }
            rows.append(
                RecordRow(path: path, digest: fields[1].isEmpty ? nil : fields[1][...].text, size: size))
        }
    }

    /// The file, sorted as uv sorts it.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for row in rows.sorted() {
            Self.append(row.path, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            Self.append(row.digest ?? "", to: &bytes)
            bytes.append(UInt8(ascii: ","))
            if let size = row.size { bytes.append(contentsOf: String(size).utf8) }
            bytes.append(0x0A)
        }
        return bytes
    }

    /// Quoted where it has to be.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        guard text.utf8.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }) else {
            return bytes.append(contentsOf: text.utf8)
        }
        bytes.append(quote)
        for byte in text.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}

/// Reads comma-separated values (RFC 4180) with any line end; empty lines are passed over.
struct CSVReader {
    private let bytes: [UInt8]
    private var at = 0
    /// The line that comes next, from 1.
    private(set) var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> [[UInt8]]? {
        while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { advance() }
        guard at < bytes.count else { return nil }
        var fields: [[UInt8]] = [[]]
        var isQuoted = false
        while at < bytes.count {
            let byte = bytes[at]
            let last = fields.count - 1
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if at + 1 < bytes.count, bytes[at + 1] == byte {
                        fields[last].append(byte)
                        at += 1
                    } else {
                        isQuoted = false
                    }
                } else {
                    fields[last].append(byte)
                }
            } else if byte == UInt8(ascii: "\""), fields[last].isEmpty {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") {
                fields.append([])
            } else if byte == 0x0A || byte == 0x0D {
                advance()
                return fields
            } else {
                fields[last].append(byte)
            }
            advance()
        }
        return fields
    }

    private mutating func advance() {
        if at < bytes.count, bytes[at] == 0x0A { line += 1 }
        at += 1
    }
}
