/// The GNU hash table of a file's own symbols: a header, a Bloom filter, buckets, and the hash of each symbol's name in
/// the order of the symbols (no standard describes it; GNU ld, gold, lld and mold write it alike).
struct ELFHeadHashTable {
    let end: Int
    /// The first symbol that has a hash: the file's own follow those that it needs.
    let firstSymbol: Int
    let hashes: [UInt32]

    var symbolCount: Int { firstSymbol + hashes.count }

    /// - Returns: `nil` where the place does not hold such a table whole, or one without symbols.
    init?(_ head: ELFHeadBytes, at offset: Int, _ budget: inout ELFHeadBudget) {
        guard let bucketCount = head.word(at: offset), bucketCount > 0, let first = head.word(at: offset + 4),
            first > 0,
            let filterWords = head.word(at: offset + 8), filterWords > 0, filterWords & (filterWords - 1) == 0,
            let shift = head.word(at: offset + 12), shift < 64, first < head.end / 24
        else { return nil }
        let buckets = offset + 16 + 8 * filterWords
        let values = buckets + 4 * bucketCount
        guard values < head.end else { return nil }
        var hashes: [UInt32] = []
        for bucket in 0..<bucketCount {
            guard budget.spend(1), let symbol = head.word(at: buckets + 4 * bucket) else { return nil }
            if symbol == 0 { continue }
            // The symbols of a bucket follow those of the last.
            guard symbol == first + hashes.count else { return nil }
            var isLast = false
            while !isLast {
                guard budget.spend(1), let value = head.number(UInt32.self, at: values + 4 * hashes.count) else {
                    return nil
                }
                isLast = value & 1 != 0
                // The lowest bit is the mark, and the bucket follows from the hash that has it or not.
                let remainders = [Int(value & ~1) % bucketCount, Int(value | 1) % bucketCount]
                guard remainders.contains(bucket) else { return nil }
                hashes.append(value)
            }
        }
        guard !hashes.isEmpty else { return nil }
        (self.hashes, firstSymbol, end) = (hashes, first, values + 4 * hashes.count)
    }

    /// The first table behind a place that agrees with symbols and names.
    static func find(
        _ head: ELFHeadBytes, from start: Int, _ budget: inout ELFHeadBudget
    ) -> (names: Int, symbols: ELFHeadSymbols)? {
        var offset = (start + 7) & ~7
        while offset <= head.end - 32, !budget.isSpent {
            if head.bytes[offset + 12] < 64, let table = ELFHeadHashTable(head, at: offset, &budget),
                let found = table.agreement(head, from: start, &budget)
            {
                return found
            }
            offset += 8
        }
        return nil
    }

    /// The table of symbols, and the start of names, with which each hash is that of its symbol's name.
    private func agreement(
        _ head: ELFHeadBytes, from start: Int, _ budget: inout ELFHeadBudget
    ) -> (names: Int, symbols: ELFHeadSymbols)? {
        // GNU ld and mold put the symbols behind this table, gold and lld before it.
        let places = [(end + 7) & ~7] + ELFHeadSymbols.candidates(head, from: start, &budget)
        for place in places where head.isZero(24, at: place) {
            var starts = [place + 24 * symbolCount, end]
            if let buckets = head.word(at: end), let symbols = head.word(at: end + 4), symbols == symbolCount {
                starts.append(end + 8 + 4 * (buckets + symbols))
            }
            for names in starts where agrees(head, symbols: place, names: names, &budget) {
                guard let symbols = ELFHeadSymbols(head, at: place, count: symbolCount, names: names, &budget) else {
                    continue
                }
                return (names, symbols)
            }
        }
        return nil
    }

    private func agrees(_ head: ELFHeadBytes, symbols: Int, names: Int, _ budget: inout ELFHeadBudget) -> Bool {
        guard names > 0, names < head.end, head.bytes[names] == 0 else { return false }
        for (index, hash) in hashes.enumerated() {
            guard let name = head.word(at: symbols + 24 * (firstSymbol + index)), name > 0,
                let end = head.nameEnd(from: names + name, &budget),
                ELFHeadBytes.gnuHash(head.bytes[(names + name)..<end]) | 1 == hash | 1
            else { return false }
        }
        return true
    }
}
