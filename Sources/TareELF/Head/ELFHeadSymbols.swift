/// The dynamic symbols of a 64-bit file (System V ABI, "Symbol Table"): of them only where their names begin.
struct ELFHeadSymbols {
    private(set) var nameOffsets: [Int] = []
    /// Whether one has an absolute value, as GNU ld marks the versions that a file defines.
    private(set) var hasAbsolute = false

    static let rowSize = 24

    /// Reads a number of rows.
    /// - Returns: `nil` where one of them cannot be a symbol whose name is in the table.
    init?(_ head: ELFHeadBytes, at start: Int, count: Int, names: Int, _ budget: inout ELFHeadBudget) {
        guard budget.spend(count), start >= 0, count <= head.end / Self.rowSize else { return nil }
        for index in 0..<count {
            guard add(head, at: start + index * Self.rowSize, names) else { return nil }
        }
    }

    /// Finds the table by the start of its names.
    static func find(_ head: ELFHeadBytes, from start: Int, names: Int, _ budget: inout ELFHeadBudget) -> Self? {
        // In most files the names follow the symbols.
        var row = names - rowSize
        while row >= start, budget.spend(1), isSymbol(head, at: row, names) {
            if head.isZero(rowSize, at: row) {
                return ELFHeadSymbols(head, at: row, count: (names - row) / rowSize, names: names, &budget)
            }
            row -= rowSize
        }
        for candidate in candidates(head, from: start, &budget) {
            var count = 0
            while budget.spend(1), isSymbol(head, at: candidate + count * rowSize, names) { count += 1 }
            // Behind the last symbol lie small numbers of versions, or a hash table.
            if count > 1 { return ELFHeadSymbols(head, at: candidate, count: count, names: names, &budget) }
        }
        return nil
    }

    /// Where a row of zeros, the first of each table, is followed by one of another kind.
    static func candidates(_ head: ELFHeadBytes, from start: Int, _ budget: inout ELFHeadBudget) -> [Int] {
        var found: [Int] = []
        var zeros = 0
        var offset = (start + 7) & ~7
        while offset <= head.end - 2 * rowSize, found.count < mostCandidates {
            if head.number(UInt64.self, at: offset) == 0 {
                zeros += 1
            } else {
                // A longer run of zeros belongs to what stands before the table.
                if zeros >= 3, head.word(at: offset).map({ $0 > 0 }) == true, isKind(head.bytes[offset + 4]) {
                    found.append(offset - rowSize)
                }
                zeros = 0
            }
            offset += 8
        }
        _ = budget.spend(offset / 8)
        return found
    }

    private mutating func add(_ head: ELFHeadBytes, at row: Int, _ names: Int) -> Bool {
        guard Self.isSymbol(head, at: row, names), let name = head.word(at: row) else { return false }
        if name > 0 { nameOffsets.append(name) }
        if head.half(at: row + 6) == 0xFFF1 { hasAbsolute = true }
        return true
    }

    private static func isSymbol(_ head: ELFHeadBytes, at row: Int, _ names: Int) -> Bool {
        guard row >= 0, row <= head.end - rowSize, let name = head.word(at: row) else { return false }
        return isKind(head.bytes[row + 4]) && names + name < head.end && (name == 0 || head.bytes[names + name] >= 0x20)
    }

    /// Binding and type: those of the ABI, and GNU's unique and indirect ones.
    private static func isKind(_ info: UInt8) -> Bool {
        let (binding, type) = (info >> 4, info & 15)
        return (binding < 3 || binding == 10) && (type < 7 || type == 10)
    }

    private static let mostCandidates = 64
}
