/// Finds a directory's child by name: an open-addressing table from (parent, hash of the name) to candidate nodes.
///
/// Names themselves stay in the layers' text; the tree compares them. Removed nodes stay in the table and are passed over.
struct ChildTable: Sendable {
    private var slots: [Int32]
    private var keys: [UInt64]
    private var mask: Int
    private var used = 0

    init(capacity: Int) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        keys = Array(repeating: 0, count: size)
        mask = size - 1
    }

    private static func key(_ parent: Int32, _ hash: UInt32) -> UInt64 {
        UInt64(UInt32(bitPattern: parent)) << 32 | UInt64(hash)
    }

    private static func spread(_ key: UInt64) -> Int {
        var value = key &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 32
        return Int(truncatingIfNeeded: value & 0x7FFF_FFFF_FFFF_FFFF)
    }

    /// The first node under this key that `accept` takes.
    func first(_ parent: Int32, _ hash: UInt32, where accept: (Int32) -> Bool) -> Int32? {
        let key = Self.key(parent, hash)
        var slot = Self.spread(key) & mask
        while slots[slot] >= 0 {
            if keys[slot] == key, accept(slots[slot]) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    mutating func insert(_ parent: Int32, _ hash: UInt32, _ node: Int32) {
        if (used + 1) * 2 > slots.count { grow() }
        place(Self.key(parent, hash), node)
        used += 1
    }

    private mutating func place(_ key: UInt64, _ node: Int32) {
        var slot = Self.spread(key) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = node
        keys[slot] = key
    }

    private mutating func grow() {
        let (oldSlots, oldKeys) = (slots, keys)
        slots = Array(repeating: -1, count: oldSlots.count * 2)
        keys = Array(repeating: 0, count: slots.count)
        mask = slots.count - 1
        for index in oldSlots.indices where oldSlots[index] >= 0 { place(oldKeys[index], oldSlots[index]) }
    }

    /// FNV-1a over a name's bytes.
    static func hash(_ name: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hash
    }
}
