/// The part of a head that may hold tables, read as little-endian numbers and names.
struct ELFHeadBytes {
    let bytes: [UInt8]
    /// The part's end.
    let end: Int

    func number<Value: FixedWidthInteger>(_ type: Value.Type, at offset: Int) -> Value? {
        guard offset >= 0, offset <= end - MemoryLayout<Value>.size else { return nil }
        // SAFETY: the value lies inside the array, as `end` does.
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
        return Value(littleEndian: value)
    }

    func half(at offset: Int) -> Int? { number(UInt16.self, at: offset).map(Int.init) }
    func word(at offset: Int) -> Int? { number(UInt32.self, at: offset).map(Int.init) }

    /// Where the name that begins at an offset ends, at its NUL.
    func nameEnd(from offset: Int) -> Int? {
        guard offset > 0, offset < end else { return nil }
        let stop = min(end, offset + Self.longestName)
        var index = offset
        while index < stop {
            if bytes[index] == 0 { return index }
            index += 1
        }
        return nil
    }

    /// The same, paid for by the bytes that were looked at, found or not.
    func nameEnd(from offset: Int, _ budget: inout ELFHeadBudget) -> Int? {
        let found = nameEnd(from: offset)
        let looked = found.map { $0 - offset } ?? min(Self.longestName, max(0, end - offset))
        return budget.spend(looked + ELFHeadBudget.trial) ? found : nil
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether so many bytes at an offset are all zero.
    func isZero(_ count: Int, at offset: Int) -> Bool {
        guard offset >= 0, offset <= end - count else { return false }
        return !bytes[offset..<(offset + count)].contains { $0 != 0 }
    }

    /// Bytes of a name: mangled ones of C++ and Rust take thousands.
    static let longestName = 16_384
}

/// What a search may still cost, in bytes and rows looked at: a made file could have each of its bytes begin a table.
struct ELFHeadBudget {
    private(set) var left: Int

    /// What a trial costs in itself.
    static let trial = 16
    /// Bytes of all names that are kept of a file.
    static let mostNameBytes = 1 << 20

    var isSpent: Bool { left <= 0 }

    mutating func spendAll() { left = 0 }

    mutating func spend(_ steps: Int) -> Bool {
        left -= steps
        return left > 0
    }
}

extension ELFHeadBytes {
    /// The hash of symbol and version names (System V ABI, "Hash Table").
    static func systemVHash(_ name: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt32 = 0
        for byte in name { hash = systemVHash(hash, byte) }
        return hash
    }

    @inline(__always)
    static func systemVHash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
        let next = (hash &<< 4) &+ UInt32(byte)
        return (next ^ ((next & 0xF000_0000) &>> 24)) & 0x0FFF_FFFF
    }

    /// The hash of the GNU hash table: Bernstein's.
    static func gnuHash(_ name: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt32 = 5381
        for byte in name { hash = (hash &<< 5) &+ hash &+ UInt32(byte) }
        return hash
    }
}
