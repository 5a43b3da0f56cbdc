internal import TareDiagnostics

/// Reads what the first bytes of an ELF file say of it, where the rest would have to be fetched and inflated to be seen.
///
/// The dynamic section, which names the needed libraries, stands behind a library's code. The tables that it points to
/// stand before it in every file that a linker wrote: the hash table, the symbols, their names, and the symbol versions.
/// They hold hash values of their own names (System V ABI, "Hash Table"; LSB 10.7.2; the GNU hash table), and by these
/// the start of the names is found with certainty. Among the names are those of all needed libraries.
///
/// That the dynamic section points to these tables and to no others is known of files that a linker wrote and nobody
/// changed. Tools that rewrite files (patchelf, LIEF) put tables behind the sections' headers, or into segments of their
/// own: a file that has such a shape is left undecided. A file that was made to deceive is not recognized.
public enum ELFHead {
    /// Bytes behind which no further head is asked for.
    public static let mostBytes = 2 << 20
    /// Bytes that hold all tables of most libraries: a good first head.
    public static let usualBytes = 16 << 10

    /// Reads the head of a file, all of it or as much as there is at hand; the more, the more is decided.
    ///
    /// One pass over the head, and a bounded number of trials.
    public static func parse(_ head: [UInt8], fileSize: UInt64) -> ELFHeadOutcome {
        let count = UInt64(head.count)
        guard count <= fileSize else { return .undecidable(.refused("the head is longer than the file")) }
        let window = ELFWindow(offset: 0, bytes: head)
        do {
            switch try ELFParser.parse([window], fileSize: fileSize) {
            case .facts(let facts): return .exact(facts)
            case .needs(let parts):
                return ELFHeadReading(bytes: head, fileSize: fileSize, missing: parts).outcome
            }
        } catch {
            return .undecidable(.refused(error.description))
        }
    }
}

/// One reading of one head, step by step.
struct ELFHeadReading {
    let bytes: [UInt8]
    let fileSize: UInt64
    /// What the whole file's parser lacks.
    let missing: [Range<UInt64>]

    var outcome: ELFHeadOutcome {
        guard let header = ELFHeadHeader(bytes) else { return more(limit: Int(clamping: fileSize), .noTables) }
        if let obstacle = header.obstacle { return .undecidable(obstacle) }
        guard let layout = ELFHeadLayout(bytes, header) else {
            return more(limit: Int(clamping: min(fileSize, UInt64(header.segmentsEnd))), .noTables)
        }
        if let obstacle = layout.obstacle(fileSize) {
            // A static program lacks only its notes, which stand before its code.
            let end = missing.map(\.upperBound).max() ?? fileSize
            guard obstacle == .noDynamicSection, end < ELFHead.mostBytes else { return .undecidable(obstacle) }
            return more(limit: Int(min(end, fileSize)), obstacle)
        }
        let place = layout.tables
        guard place.lowerBound < ELFHead.mostBytes else { return .undecidable(.farTables) }
        let limit = Int(clamping: min(fileSize, place.upperBound, UInt64(ELFHead.mostBytes)))
        let least = Int(place.lowerBound) + ELFHead.usualBytes
        guard let interpreter = layout.interpreterName(bytes), bytes.count > place.lowerBound else {
            return more(limit: limit, least: least, .noTables)
        }
        let start = max(header.segmentsEnd, Int(place.lowerBound))
        var tables = ELFHeadTables(
            bytes: bytes, limit: limit, start: start, dataAddresses: layout.dataAddresses)
        switch tables.search() {
        case .missing(let obstacle):
            return tables.budget.isSpent ? .undecidable(.tooManyTrials) : more(limit: limit, least: least, obstacle)
        case .found(let found):
            var facts = ELFHeadFacts(
                fileClass: .bits64, byteOrder: .littleEndian, osABI: bytes[7], type: header.type,
                machine: header.machine, machineFlags: header.machineFlags)
            facts.interpreter = interpreter.isEmpty ? nil : interpreter
            facts.mayNeed = found.mayNeed.sorted()
            facts.mayFindIn = found.mayFindIn.sorted()
            facts.versionNeeds = found.versionNeeds
            return .facts(facts)
        }
    }

    /// Asks for twice as much, or gives up where all is at hand that may hold tables.
    private func more(
        limit: Int, least: Int = ELFHead.usualBytes, _ obstacle: ELFHeadObstacle
    ) -> ELFHeadOutcome {
        guard bytes.count < limit else { return .undecidable(obstacle) }
        return .needsMore(atLeast: min(limit, max(least, bytes.count * 2)))
    }
}
