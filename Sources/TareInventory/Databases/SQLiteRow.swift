/// One row of an SQLite table: its columns in the order of the table (sqlite.org, "Database File Format", §2.1).
struct SQLiteRow {
    private struct Column {
        var serialType: UInt64
        var bytes: ArraySlice<UInt8>
    }

    private var columns: [Column] = []

    /// The most columns that a table may have (SQLITE_MAX_COLUMN).
    private static let maximumColumns = 2_000

    init(_ record: ArraySlice<UInt8>, page: UInt32) throws(SQLiteError) {
        var rest = record
        guard let size = rest.takeVarint(), size <= UInt64(record.count) else {
            throw .malformed("a row without a header", page: page)
        }
        let headerEnd = record.startIndex + Int(size)
        guard rest.startIndex <= headerEnd else {
            throw .malformed("a row with a header of impossible size", page: page)
        }
        var header = record[rest.startIndex..<headerEnd]
        var body = record[headerEnd...]
        while !header.isEmpty {
            guard columns.count < Self.maximumColumns, let type = header.takeVarint(),
                let length = Self.length(of: type), length <= body.count
            else { throw .malformed("a row whose columns do not fit", page: page) }
            columns.append(Column(serialType: type, bytes: body.prefix(length)))
            body = body.dropFirst(length)
        }
    }

    /// A column that holds text.
    func text(_ column: Int) -> String? {
        guard columns.indices.contains(column), columns[column].serialType >= 13, columns[column].serialType % 2 == 1
        else { return nil }
        return columns[column].bytes.text
    }

    /// A column that holds bytes.
    func blob(_ column: Int) -> ArraySlice<UInt8>? {
        guard columns.indices.contains(column), columns[column].serialType >= 12,
            columns[column].serialType.isMultiple(of: 2)
        else { return nil }
        return columns[column].bytes
    }

    /// A column that holds an integer.
    func integer(_ column: Int) -> Int64? {
        guard columns.indices.contains(column) else { return nil }
        switch columns[column].serialType {
        case 8: return 0
        case 9: return 1
        case 1...6:
            let bytes = columns[column].bytes
            let sign: UInt64 = bytes.first.map { $0 & 0x80 != 0 } == true ? .max : 0
            return Int64(bitPattern: bytes.reduce(sign) { $0 << 8 | UInt64($1) })
        default: return nil
        }
    }

    private static func length(of serialType: UInt64) -> Int? {
        switch serialType {
        case 0, 8, 9: return 0
        case 1...4: return Int(serialType)
        case 5: return 6
        case 6, 7: return 8
        case 12...: return Int(exactly: (serialType - 12) / 2)
        default: return nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// Takes a variable-length integer off the front (§1.6: seven bits a byte, big-endian, eight in the ninth).
    mutating func takeVarint() -> UInt64? {
        var value: UInt64 = 0
        for position in 0..<9 {
            guard let byte = popFirst() else { return nil }
            if position == 8 { return value << 8 | UInt64(byte) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }

    /// The first four bytes as a big-endian number.
    var bigEndian32: UInt32? {
        guard count >= 4 else { return nil }
        return prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
