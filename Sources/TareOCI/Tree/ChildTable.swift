/// Finds a directory's child by name: an open-addressing table from (parent, name), hashed, to candidate nodes.
///
/// Names themselves stay in the layers' text; the tree compares them. The hash is seeded anew in each process, so that no
/// archive can be made whose names all collide.
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

    /// The first node under this key that `accept` takes.
    func first(_ key: UInt64, where accept: (Int32) -> Bool) -> Int32? {
        var slot = Int(truncatingIfNeeded: key) & mask
        while slots[slot] >= 0 {
            if keys[slot] == key, accept(slots[slot]) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Puts a node under a key, in the place of one that `isGone` where there is: what is made and deleted over and over
    /// takes one slot.
    mutating func insert(_ key: UInt64, _ node: Int32, replacing isGone: (Int32) -> Bool) {
        var slot = Int(truncatingIfNeeded: key) & mask
        while slots[slot] >= 0 {
            if keys[slot] == key, isGone(slots[slot]) {
                slots[slot] = node
                return
            }
            slot = (slot + 1) & mask
        }
        if (used + 1) * 2 > slots.count { grow() }
        place(key, node)
        used += 1
    }

    private mutating func place(_ key: UInt64, _ node: Int32) {
        var slot = Int(truncatingIfNeeded: key) & mask
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

    static func key(_ parent: Int32, _ name: some Collection<UInt8>) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(parent)
        let isHashed: Void? = name.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isHashed == nil { Array(name).withUnsafeBytes { hasher.combine(bytes: $0) } }
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }
}
