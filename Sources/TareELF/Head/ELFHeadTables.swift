/// Looks for the tables in a head, by the hashes that they hold of their names.
struct ELFHeadTables {
    private let head: ELFHeadBytes
    /// Behind the segments' table.
    private let start: Int
    private let isWhole: Bool
    private let dataAddresses: [Range<UInt64>]
    private(set) var budget: ELFHeadBudget

    struct Found {
        let mayNeed: Set<String>
        let mayFindIn: Set<String>
        let versionNeeds: [ELFVersionNeed]
    }

    enum Result {
        case found(Found)
        /// In this head; in more of the file there may be more.
        case missing(ELFHeadObstacle)
    }

    /// - Parameter limit: where the segment ends that may hold the tables.
    init(bytes: [UInt8], limit: Int, start: Int, dataAddresses: [Range<UInt64>]) {
        head = ELFHeadBytes(bytes: bytes, end: min(bytes.count, limit))
        self.start = start
        isWhole = bytes.count >= limit
        self.dataAddresses = dataAddresses
        budget = ELFHeadBudget(left: 16 * head.end + 65_536)
    }

    mutating func search() -> Result {
        let chains = ELFHeadVersions.candidates(head, from: start)
        if let (names, versions) = findByVersions(chains) {
            guard let symbols = ELFHeadSymbols.find(head, from: start, names: names, &budget) else {
                return .missing(.noTables)
            }
            return read(names: names, symbols, versions)
        }
        guard let (names, symbols) = ELFHeadHashTable.find(head, from: start, &budget) else {
            return .missing(.noTables)
        }
        for chain in chains {
            guard let versions = ELFHeadVersions(head, at: chain.offset, names: names, &budget) else { continue }
            return read(names: names, symbols, versions)
        }
        return read(names: names, symbols, nil)
    }

    /// Finds the first version's name of each chain among all names, and with it the table that it is in.
    private mutating func findByVersions(
        _ chains: [ELFHeadVersions.Candidate]
    ) -> (names: Int, versions: ELFHeadVersions)? {
        guard !chains.isEmpty else { return nil }
        let wanted = Dictionary(grouping: chains, by: \.hash)
        var marks: UInt64 = 0
        for chain in chains { marks |= 1 << UInt64(chain.hash & 63) }
        var hash: UInt32 = 0
        var begin = start
        for index in start..<head.end {
            let byte = head.bytes[index]
            guard byte == 0 else {
                hash = ELFHeadBytes.systemVHash(hash, byte)
                continue
            }
            if marks >> UInt64(hash & 63) & 1 != 0, index > begin, let chains = wanted[hash] {
                for chain in chains {
                    let names = begin - chain.name
                    guard names >= start, head.bytes[names] == 0, budget.spend(1),
                        let versions = ELFHeadVersions(head, at: chain.offset, names: names, &budget)
                    else { continue }
                    return (names, versions)
                }
            }
            (hash, begin) = (0, index + 1)
        }
        return nil
    }

    private mutating func read(names start: Int, _ symbols: ELFHeadSymbols, _ versions: ELFHeadVersions?) -> Result {
        let known = symbols.nameOffsets + (versions.map { $0.versionNames + $0.libraryNames } ?? [])
        let reading = ELFHeadNames(head, start: start, known: known, isWhole: isWhole, dataAddresses: dataAddresses)
        guard var names = reading else { return .missing(.noTables) }
        // The name of a needed version is a symbol's only where the file defines it too.
        if versions == nil, symbols.hasAbsolute || !names.unknown.isEmpty { return .missing(.unknownNames) }
        names.allowUnknown()
        guard !names.isExcessive else {
            budget.spendAll()
            return .missing(.tooManyTrials)
        }
        let needs = versions?.needs ?? []
        return .found(
            Found(
                mayNeed: names.mayNeed.union(needs.map(\.library)), mayFindIn: names.mayFindIn, versionNeeds: needs))
    }
}
