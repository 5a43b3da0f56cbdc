/// What PAX records and GNU long names say of the next entry in place of its header's fields.
///
/// Readers differ in which of two headers that say the same wins, so that an archive could show a scanner other files
/// than a runtime unpacks: such an entry is refused, since no writer makes one.
struct TarOverrides {
    var name: [UInt8]?
    var link: [UInt8]?
    /// GNU's long name and long link target.
    var longName: [UInt8]?
    var longLink: [UInt8]?
    private(set) var hasPAX = false
    var size: UInt64?
    var userID: UInt32?
    var groupID: UInt32?
    var modified: Int64?
    /// A sparse file's size with its holes (GNU.sparse.realsize or GNU.sparse.size).
    var sparseSize: UInt64?
    var sparseName: [UInt8]?
    /// Whether records say where a sparse file's pieces lie (formats 0.0 and 0.1).
    private var hasSparseMap = false
    private var sparseMajor: [UInt8]?
    private var sparseMinor: [UInt8]?

    var isEmpty: Bool { !hasPAX && longName == nil && longLink == nil }

    struct Refused: Error {
        let detail: String
    }

    /// Takes a GNU long name (`L`) or link target (`K`).
    mutating func applyGNU(_ bytes: [UInt8], isLink: Bool) throws(Refused) {
        let text = Array(bytes.prefix { $0 != 0 })
        guard !text.isEmpty else { return }
        guard (isLink ? longLink : longName) == nil else { throw Refused(detail: "an entry has two GNU long names") }
        if isLink { longLink = text } else { longName = text }
    }

    /// Says whether the entry is a sparse file in a PAX format; throws where readers would see different entries.
    func checkedForSparse() throws(Refused) -> Bool {
        guard longName == nil || (name == nil && sparseName == nil), longLink == nil || link == nil else {
            throw Refused(detail: "an entry is named by a GNU and by a PAX header")
        }
        switch (sparseMajor, sparseMinor) {
        case ([0x30], [0x30]), ([0x30], [0x31]), ([0x31], [0x30]): return true
        case (nil, nil) where hasSparseMap: return true
        case (nil, nil) where sparseName == nil && sparseSize == nil: return false
        case (nil, nil): throw Refused(detail: "GNU sparse records have neither version nor map")
        default: throw Refused(detail: "GNU sparse records are of an unknown version")
        }
    }

    /// Applies PAX records; unknown keys are passed over.
    mutating func apply(_ bytes: [UInt8]) throws(Refused) {
        guard !hasPAX else { throw Refused(detail: "an entry has two PAX headers") }
        hasPAX = true
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
        case "GNU.sparse.map", "GNU.sparse.offset", "GNU.sparse.numbytes": hasSparseMap = true
        case "GNU.sparse.major": sparseMajor = Array(value)
        case "GNU.sparse.minor": sparseMinor = Array(value)
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
        case "GNU.sparse.map": hasSparseMap = false
        case "GNU.sparse.major": sparseMajor = nil
        case "GNU.sparse.minor": sparseMinor = nil
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
