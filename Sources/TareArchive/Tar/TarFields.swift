/// Reads the fields of a 512-byte header block.
struct TarFields {
    let block: UnsafeRawBufferPointer

    static let blockSize = 512

    enum Dialect { case v7, ustar, star, gnu }

    var typeflag: UInt8 { block[156] }

    var isZero: Bool { block.allSatisfy { $0 == 0 } }

    /// By `magic`, and for star by its mark at the end.
    var dialect: Dialect {
        let magic = block[257..<263]
        if magic.elementsEqual("ustar\0".utf8) {
            return block[508..<512].elementsEqual("tar\0".utf8) ? .star : .ustar
        }
        if magic.elementsEqual("ustar ".utf8) { return .gnu }
        return .v7
    }

    /// What stands before the name and a slash; star's is shorter, and GNU has times in its place. Go before 1.8, hence
    /// Docker of that time, wrote it under GNU's mark too: it is taken where those times are none.
    var prefix: UnsafeRawBufferPointer {
        switch dialect {
        case .ustar: return text(345..<500)
        case .star: return text(345..<476)
        case .gnu where number(345..<357) == nil || (block[357] != 0 && number(357..<369) == nil):
            let prefix = text(345..<500)
            if prefix.allSatisfy({ $0 < 0x80 }) { return prefix }
        case .gnu, .v7: break
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Whether the stated checksum is the sum of all bytes, the checksum field read as spaces; old writers summed signed
    /// bytes.
    var checksumHolds: Bool {
        guard let stated = number(148..<156) else { return false }
        var unsigned: Int64 = 8 * 32
        var signed: Int64 = 8 * 32
        for (index, byte) in block.enumerated() where !(148..<156).contains(index) {
            unsigned += Int64(byte)
            signed += Int64(Int8(bitPattern: byte))
        }
        return stated == unsigned || stated == signed
    }

    /// A field up to its first NUL.
    func text(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        let field = block[range]
        return UnsafeRawBufferPointer(rebasing: field[..<(field.firstIndex(of: 0) ?? field.endIndex)])
    }

    /// A number in octal digits, or in base 256 as GNU and star write large ones; an empty field is 0.
    func number(_ range: Range<Int>) -> Int64? {
        let field = block[range]
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 { return base256(field) }
        var digits = field[...]
        while let byte = digits.first, byte == 0x20 || byte == 0 { digits = digits.dropFirst() }
        var value: Int64 = 0
        for byte in digits {
            if byte == 0x20 || byte == 0 { break }
            guard (0x30...0x37).contains(byte), value < 1 << 60 else { return nil }
            value = value << 3 | Int64(byte - 0x30)
        }
        return value
    }

    private func base256(_ field: Slice<UnsafeRawBufferPointer>) -> Int64? {
        let isNegative = field.first.map { $0 & 0x40 != 0 } ?? false
        var value: Int64 = isNegative ? -1 : 0
        for (index, byte) in field.enumerated() {
            let part = index == 0 ? (isNegative ? byte | 0x80 : byte & 0x7F) : byte
            guard value >= -(1 << 54), value < 1 << 54 else { return nil }
            value = index == 0 && isNegative ? Int64(Int8(bitPattern: part)) : value << 8 | Int64(part)
        }
        return value
    }
}

/// Reads PAX extended header records: `length key=value\n`, the length counting the whole record.
struct PAXRecords {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next record; `nil` at the end. Throws where the framing does not hold.
    mutating func next() throws(PAXFramingError) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        // Some writers pad the last block with NULs inside the stated size.
        guard let first = rest.first, first != 0 else { return nil }
        guard let space = rest.prefix(21).firstIndex(of: 0x20), let length = decimal(rest[..<space]),
            length > space - rest.startIndex, length <= rest.count
        else { throw PAXFramingError() }
        let record = rest[rest.startIndex..<rest.startIndex + length]
        guard record.last == 0x0A, let equals = record[space...].firstIndex(of: UInt8(ascii: "=")) else {
            throw PAXFramingError()
        }
        rest = rest[record.endIndex...]
        return (record[(space + 1)..<equals], record[(equals + 1)..<(record.endIndex - 1)])
    }
}

struct PAXFramingError: Error {}

/// A non-negative decimal number; `nil` for anything else or when it does not fit.
func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value = 0
    for byte in digits {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
    }
    return value
}
