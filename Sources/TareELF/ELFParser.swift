/// Reads the facts out of what is at hand of a file, and says which further parts it needs.
struct ELFParser {
    private let view: ELFView
    private var facts: ELFFacts
    private var segments: [ELFSegment] = []
    /// Parts of the file that are needed and not at hand.
    private(set) var missing: [Range<UInt64>] = []

    enum Outcome {
        case facts(ELFFacts)
        case needs([Range<UInt64>])
    }

    static func parse(_ windows: [ELFWindow], fileSize: UInt64) throws(ELFError) -> Outcome {
        do {
            var parser = try ELFParser(ELFView(fileSize: fileSize, windows: windows))
            try parser.run()
            return parser.missing.isEmpty ? .facts(parser.facts) : .needs(parser.missing)
        } catch {
            switch error {
            case .notAtHand(let range): return .needs([range])
            case .refused(let error): throw error
            }
        }
    }

    /// Reads the file header (System V ABI, "ELF Header").
    private init(_ source: ELFView) throws(ELFReadFailure) {
        var view = source
        guard let magic = try? view.bytes(0, 4, of: "the header"), Array(magic) == Self.magic else {
            throw .refused(.notELF)
        }
        let header = "the header"
        guard let fileClass = ELFClass(rawValue: try view.number(UInt8.self, at: 4, of: header)) else {
            throw .refused(.malformed(part: header, detail: "its class is neither 32 nor 64 bits"))
        }
        guard let order = ELFByteOrder(rawValue: try view.number(UInt8.self, at: 5, of: header)) else {
            throw .refused(.malformed(part: header, detail: "its byte order is neither little nor big endian"))
        }
        (view.isWide, view.isLittleEndian) = (fileClass == .bits64, order == .littleEndian)
        facts = ELFFacts(
            fileClass: fileClass, byteOrder: order,
            type: ELFType(rawValue: try view.number(UInt16.self, at: 16, of: header)),
            machine: ELFMachine(rawValue: try view.number(UInt16.self, at: 18, of: header)))
        facts.osABI = try view.number(UInt8.self, at: 7, of: header)
        facts.machineFlags = try view.number(UInt32.self, at: view.isWide ? 48 : 36, of: header)
        self.view = view
    }

    private mutating func run() throws(ELFReadFailure) {
        segments = try ELFSegment.table(view)
        do { try readInterpreter() } catch { try noteMissing(error) }
        do { try readNotes() } catch { try noteMissing(error) }
        do { try readDynamicSection() } catch { try noteMissing(error) }
        guard facts.nameBytes <= Self.mostNameBytes else {
            throw .refused(.malformed(part: "the dynamic section", detail: "its names take \(facts.nameBytes) bytes"))
        }
    }

    /// Many rows may share one name of a small file: what is kept must not be many times what was read.
    private static let mostNameBytes = 1 << 20

    /// Remembers what a part is missing, so that one reading names everything that has to be kept.
    private mutating func noteMissing(_ failure: ELFReadFailure) throws(ELFReadFailure) {
        guard case .notAtHand(let range) = failure else { throw failure }
        missing.append(range)
    }

    private mutating func readInterpreter() throws(ELFReadFailure) {
        guard let segment = segments.first(where: { $0.type == .interpreter }), segment.fileSize > 0 else { return }
        let (end, overflows) = segment.offset.addingReportingOverflow(segment.fileSize)
        guard !overflows else {
            throw .refused(.outsideFile(part: "the interpreter", offset: segment.offset, fileSize: view.fileSize))
        }
        facts.interpreter = try view.name(at: segment.offset, before: end, of: "the interpreter's name")
    }

    private mutating func readNotes() throws(ELFReadFailure) {
        var left = ELFNote.mostBytes
        for segment in segments where segment.type == .note && segment.fileSize > 0 {
            // Segments may overlap, thousands of them.
            guard segment.fileSize <= left else { continue }
            left -= segment.fileSize
            for note in try ELFNote.notes(in: segment, of: view) { note.add(to: &facts) }
        }
    }

    private mutating func readDynamicSection() throws(ELFReadFailure) {
        guard let segment = segments.first(where: { $0.type == .dynamic }), segment.fileSize > 0 else { return }
        let section = try ELFDynamicSection(segment, segments, view)
        facts.isDynamic = true
        facts.isPositionIndependentExecutable = section.flags1 & ELFDynamicSection.pie != 0
        facts.ignoresDefaultFolders = section.flags1 & ELFDynamicSection.noDefaultLibraries != 0
        do { try readNames(section) } catch { try noteMissing(error) }
        do { facts.versionNeeds = try section.versionNeeds(view) } catch { try noteMissing(error) }
        do { facts.versionDefinitions = try section.versionDefinitions(view) } catch { try noteMissing(error) }
    }

    private mutating func readNames(_ section: ELFDynamicSection) throws(ELFReadFailure) {
        for name in section.needed { facts.needed.append(try section.string(name, view)) }
        if let name = section.soname { facts.soname = try section.string(name, view) }
        if let path = section.rpath { facts.rpath = try section.folders(path, view) }
        if let path = section.runpath { facts.runpath = try section.folders(path, view) }
    }

    static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
}

extension ELFFacts {
    /// Bytes of all names from the dynamic section.
    fileprivate var nameBytes: Int {
        var sum = (needed + rpath + runpath + versionDefinitions).reduce(0) { $0 + $1.utf8.count }
        for need in versionNeeds { sum += need.versions.reduce(need.library.utf8.count) { $0 + $1.name.utf8.count } }
        return sum
    }
}
