/// What PAX records and GNU long names say of the next entry in place of its header's fields.
struct TarOverrides {
    var name: [UInt8]?
    var link: [UInt8]?
    var size: UInt64?
    var userID: UInt32?
    var groupID: UInt32?
    var modified: Int64?
    /// A sparse file's size with its holes (GNU.sparse.realsize or GNU.sparse.size).
    var sparseSize: UInt64?
    var sparseName: [UInt8]?

    var isEmpty: Bool {
        name == nil && link == nil && size == nil && userID == nil && groupID == nil && modified == nil
            && sparseSize == nil && sparseName == nil
    }

    struct Refused: Error {
        let detail: String
    }

    /// Applies PAX records; unknown keys are passed over.
    mutating func apply(_ bytes: [UInt8]) throws(Refused) {
        var records = PAXRecords(bytes)
        while true {
            let record: (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)?
            do { record = try records.next() } catch { throw Refused(detail: "a PAX record's length does not hold") }
            guard let (key, value) = record else { return }
            try apply(String(decoding: key, as: UTF8.self), value)
        }
    }

    private mutating func apply(_ key: String, _ value: ArraySlice<UInt8>) throws(Refused) {
        // An empty value takes back what an extended header said (POSIX pax, "pax Extended Header").
        if value.isEmpty { return withdraw(key) }
        switch key {
        case "path": name = try Self.text(value, key)
        case "linkpath": link = try Self.text(value, key)
        case "size": size = try Self.number(value, key)
        case "uid": userID = try Self.identifier(value, key)
        case "gid": groupID = try Self.identifier(value, key)
        case "mtime": modified = try Self.seconds(value)
        case "GNU.sparse.name": sparseName = try Self.text(value, key)
        case "GNU.sparse.realsize", "GNU.sparse.size": sparseSize = try Self.number(value, key)
        default: break
        }
    }

    private mutating func withdraw(_ key: String) {
        switch key {
        case "path": name = nil
        case "linkpath": link = nil
        case "size": size = nil
        case "uid": userID = nil
        case "gid": groupID = nil
        case "mtime": modified = nil
        case "GNU.sparse.name": sparseName = nil
        case "GNU.sparse.realsize", "GNU.sparse.size": sparseSize = nil
        default: break
        }
    }

    private static func text(_ value: ArraySlice<UInt8>, _ key: String) throws(Refused) -> [UInt8] {
        guard !value.contains(0) else { throw Refused(detail: "the PAX \(key) contains a NUL") }
        return Array(value)
    }

    private static func number(_ value: ArraySlice<UInt8>, _ key: String) throws(Refused) -> UInt64 {
        guard let number = decimal(value) else { throw Refused(detail: "the PAX \(key) is not a number") }
        return UInt64(number)
    }

    private static func identifier(_ value: ArraySlice<UInt8>, _ key: String) throws(Refused) -> UInt32 {
        guard let number = decimal(value).flatMap({ UInt32(exactly: $0) }) else {
            throw Refused(detail: "the PAX \(key) is not a number of 32 bits")
        }
        return number
    }

    /// Decimal seconds, possibly negative and with a fraction, rounded down.
    private static func seconds(_ value: ArraySlice<UInt8>) throws(Refused) -> Int64 {
        let isNegative = value.first == UInt8(ascii: "-")
        let digits = isNegative ? value.dropFirst() : value
        let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.endIndex
        guard let whole = decimal(digits[..<point]) else { throw Refused(detail: "the PAX mtime is not a time") }
        let fraction = digits[point...].dropFirst()
        guard fraction.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refused(detail: "the PAX mtime is not a time")
        }
        let hasFraction = fraction.contains { $0 != UInt8(ascii: "0") }
        return isNegative ? -Int64(whole) - (hasFraction ? 1 : 0) : Int64(whole)
    }
}
