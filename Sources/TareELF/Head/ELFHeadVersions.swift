/// A chain of needed symbol versions (LSB core specification, 10.7.4) that agrees with the names of a table: each
/// version's row has the hash of its name.
struct ELFHeadVersions {
    let needs: [ELFVersionNeed]
    /// Where in the table the names of libraries and versions begin.
    let libraryNames: [Int]
    let versionNames: [Int]

    /// A place that is formed like the first row of a chain.
    struct Candidate {
        let offset: Int
        /// The first version's name and its hash.
        let name: Int
        let hash: UInt32
    }

    /// What is formed like a chain, in the order of the file.
    static func candidates(_ head: ELFHeadBytes, from start: Int) -> [Candidate] {
        var found: [Candidate] = []
        var offset = (start + 3) & ~3
        let last = head.end - 32
        while offset <= last, found.count < mostCandidates {
            if head.bytes[offset] == 1, head.bytes[offset + 1] == 0, let candidate = candidate(head, at: offset) {
                found.append(candidate)
            }
            offset += 4
        }
        return found
    }

    private static func candidate(_ head: ELFHeadBytes, at row: Int) -> Candidate? {
        guard let count = head.half(at: row + 2), count > 0, let library = head.word(at: row + 4), library > 0,
            let first = head.word(at: row + 8), isStep(first), library < head.end,
            let next = head.word(at: row + 12), next == 0 || isStep(next)
        else { return nil }
        guard let version = Row(head, at: row + first), count == 1 || isStep(version.next) else { return nil }
        return Candidate(offset: row, name: version.name, hash: version.hash)
    }

    /// Reads the chain that begins at a place.
    /// - Returns: `nil` where anything in it does not agree with the names that begin at `names`, or lies behind the head.
    init?(_ head: ELFHeadBytes, at start: Int, names: Int, _ budget: inout ELFHeadBudget) {
        var needs: [ELFVersionNeed] = []
        var (libraryNames, versionNames): ([Int], [Int]) = ([], [])
        var indices: Set<Int> = []
        var nameBytes = 0
        var offset = start
        var next = 1
        while next != 0 {
            guard budget.spend(1), head.half(at: offset) == 1, let count = head.half(at: offset + 2), count > 0,
                let library = head.word(at: offset + 4), let first = head.word(at: offset + 8), Self.isStep(first),
                let step = head.word(at: offset + 12), step == 0 || Self.isStep(step),
                let end = head.nameEnd(from: names + library, &budget),
                ELFHeadNames.looksLikeLibrary(head.bytes[(names + library)..<end])
            else { return nil }
            var need = ELFVersionNeed(library: head.text((names + library)..<end), versions: [])
            var place = offset + first
            for index in 0..<count {
                guard budget.spend(1), let row = Row(head, at: place), (row.next == 0) == (index == count - 1),
                    let end = head.nameEnd(from: names + row.name, &budget),
                    ELFHeadBytes.systemVHash(head.bytes[(names + row.name)..<end]) == row.hash,
                    indices.insert(row.index).inserted
                else { return nil }
                need.versions.append(.init(name: head.text((names + row.name)..<end), isWeak: row.isWeak))
                versionNames.append(row.name)
                nameBytes += end - names - row.name
                place += row.next
            }
            nameBytes += end - names - library
            guard nameBytes <= ELFHeadBudget.mostNameBytes else { return nil }
            needs.append(need)
            libraryNames.append(library)
            next = step
            offset += step
        }
        // Linkers number all versions without a gap: one that is missing was needed by a row that was not read.
        guard let lowest = indices.min(), let highest = indices.max(), highest - lowest == indices.count - 1,
            !Self.follows(head, start, names)
        else { return nil }
        (self.needs, self.libraryNames, self.versionNames) = (needs, libraryNames, versionNames)
    }

    /// Whether a row of a chain stands right before a place, so that the chain does not begin there.
    private static func follows(_ head: ELFHeadBytes, _ start: Int, _ names: Int) -> Bool {
        let before = start - 16
        // GNU ld and gold let a library's versions follow it, lld puts all libraries first.
        if head.half(at: before) == 1, head.word(at: before + 12) == 16 { return true }
        guard let row = Row(head, at: before), let end = head.nameEnd(from: names + row.name) else { return false }
        return ELFHeadBytes.systemVHash(head.bytes[(names + row.name)..<end]) == row.hash
    }

    private static func isStep(_ step: Int) -> Bool { step >= 16 && step & 3 == 0 }

    /// A made file could have one at each fourth byte.
    private static let mostCandidates = 64

    /// One needed version.
    private struct Row {
        let hash: UInt32
        let isWeak: Bool
        let index: Int
        let name: Int
        let next: Int

        init?(_ head: ELFHeadBytes, at offset: Int) {
            guard let hash = head.number(UInt32.self, at: offset), hash != 0, hash < 1 << 28,
                let flags = head.half(at: offset + 4), flags < 8, let index = head.half(at: offset + 6),
                let name = head.word(at: offset + 8), name > 0, name < head.end,
                let next = head.word(at: offset + 12), next == 0 || ELFHeadVersions.isStep(next)
            else { return nil }
            (self.hash, isWeak, self.index, self.name, self.next) = (hash, flags & 2 != 0, index & 0x7FFF, name, next)
            guard self.index > 1 else { return nil }
        }
    }
}
