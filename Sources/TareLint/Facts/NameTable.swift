/// Values by short names, found faster than a `Dictionary` finds them: no `Hasher`, no `String` to compare with.
struct NameTable<Value: Sendable>: Sendable {
    private struct Slot: Sendable {
        var name: PackedName
        var value: Value
    }

    private var slots: [Slot?]
    private let mask: Int
    /// Names that do not fit into a slot.
    private var long: [String: Value] = [:]

    /// Of equal names the first counts.
    init(_ values: [(String, Value)]) {
        var size = 8
        while size < values.count * 2 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: nil, count: size)
        for (name, value) in values {
            guard let packed = name.withBytes({ PackedName($0) }) else {
                if long[name] == nil { long[name] = value }
                continue
            }
            var place = packed.hash & mask
            while let slot = slots[place], slot.name != packed { place = (place + 1) & mask }
            if slots[place] == nil { slots[place] = Slot(name: packed, value: value) }
        }
    }

    subscript(_ name: some StringProtocol) -> Value? {
        guard let packed = name.withBytes({ PackedName($0) }) else { return long.isEmpty ? nil : long[String(name)] }
        var place = packed.hash & mask
        while let slot = slots[place] {
            if slot.name == packed { return slot.value }
            place = (place + 1) & mask
        }
        return nil
    }
}

/// A set of short names: an object, since tables of images hand it around.
final class NameSet: Sendable, ExpressibleByArrayLiteral {
    static let none: NameSet = []

    private let table: NameTable<Bool>
    private let names: Set<String>

    init(_ names: Set<String>) {
        self.names = names
        table = NameTable(names.map { ($0, true) })
    }

    convenience init(arrayLiteral names: String...) { self.init(Set(names)) }

    func contains(_ name: some StringProtocol) -> Bool { table[name] != nil }

    func union(_ other: NameSet) -> NameSet { NameSet(names.union(other.names)) }

    func subtracting(_ other: NameSet) -> NameSet { NameSet(names.subtracting(other.names)) }
}

/// A name of at most 16 bytes; those with a null byte are longer.
private struct PackedName: Equatable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= 16 else { return nil }
        for index in 0..<min(bytes.count, 8) {
            guard bytes[index] != 0 else { return nil }
            low |= UInt64(bytes[index]) << UInt64(index * 8)
        }
        guard bytes.count > 8 else { return }
        for index in 8..<bytes.count {
            guard bytes[index] != 0 else { return nil }
            high |= UInt64(bytes[index]) << UInt64(index * 8 - 64)
        }
    }

    var hash: Int {
        let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 33)
    }
}
