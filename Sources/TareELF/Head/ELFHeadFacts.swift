/// What the head of an ELF file says.
public enum ELFHeadOutcome: Sendable, Hashable {
    /// The head holds everything that decides: the same as the whole file gives.
    case exact(ELFFacts)
    /// The head holds the tables of names and versions, but not the dynamic section.
    case facts(ELFHeadFacts)
    /// The tables go on behind the head: at least so many bytes are to be shown, more than were, and not more than the
    /// file has.
    case needsMore(atLeast: Int)
    /// Only the whole file decides.
    case undecidable(ELFHeadObstacle)
}

/// Why the head of a file does not decide.
public enum ELFHeadObstacle: Sendable, Hashable {
    /// The whole file will be refused for this.
    case refused(String)
    /// 32-bit words or big-endian numbers.
    case unusualWords
    /// The file is no program and no library, or a static one.
    case noDynamicSection
    /// Its segments lie as no linker lays them: a tool moved tables after linking.
    case rewritten
    /// No table of symbols, hashes or versions agrees with its names.
    case noTables
    /// The tables stand behind what is read as a head.
    case farTables
    /// There are names that are no symbols and no libraries, and no versions that account for them.
    case unknownNames
    /// Too much looks like a table.
    case tooManyTrials
}

/// What is certain about an ELF file of which only the head was read.
public struct ELFHeadFacts: Sendable, Hashable {
    public var fileClass: ELFClass
    public var byteOrder: ELFByteOrder
    public var osABI: UInt8
    public var type: ELFType
    public var machine: ELFMachine
    public var machineFlags: UInt32
    public var interpreter: String?
    /// The needed libraries, and perhaps others: the file's own name, libraries that its build dropped. Sorted.
    ///
    /// Where each of them is found, nothing is missing; where one is not, the whole file decides.
    public var mayNeed: [String] = []
    /// The run paths, not yet split at colons, and perhaps other names. Sorted; empty where there is none.
    public var mayFindIn: [String] = []
    /// Exactly the needed symbol versions, in the file's order.
    public var versionNeeds: [ELFVersionNeed] = []

    /// Whether a run path may be relative to the file's own folder.
    public var mayHaveOrigin: Bool { mayFindIn.contains { $0.contains("$ORIGIN") || $0.contains("${ORIGIN}") } }

    /// Whether all that these facts say holds for those of the whole file.
    public func agree(with whole: ELFFacts) -> Bool {
        let paths = [whole.rpath, whole.runpath].filter { !$0.isEmpty }.map { $0.joined(separator: ":") }
        return fileClass == whole.fileClass && byteOrder == whole.byteOrder && osABI == whole.osABI
            && type == whole.type && machine == whole.machine && machineFlags == whole.machineFlags
            && interpreter == whole.interpreter && versionNeeds == whole.versionNeeds
            && Set(whole.needed).isSubset(of: mayNeed) && Set(paths).isSubset(of: mayFindIn)
    }
}
