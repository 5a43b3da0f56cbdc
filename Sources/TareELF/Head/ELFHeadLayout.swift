/// The header of a 64-bit little-endian file (System V ABI, "ELF Header").
struct ELFHeadHeader {
    let type: ELFType
    let machine: ELFMachine
    let machineFlags: UInt32
    let isUsual: Bool
    let segmentsStart: Int
    let segmentCount: Int
    let sectionsStart: UInt64
    let sectionCount: UInt64

    /// - Returns: `nil` where the head is shorter than the header.
    init?(_ bytes: [UInt8]) {
        let view = ELFHeadBytes(bytes: bytes, end: bytes.count)
        guard bytes.count >= 64, let type = view.half(at: 16), let machine = view.half(at: 18),
            let segments = view.number(UInt64.self, at: 32), let sections = view.number(UInt64.self, at: 40),
            let flags = view.number(UInt32.self, at: 48), let rowSize = view.half(at: 54),
            let count = view.half(at: 56), let sectionSize = view.half(at: 58), let sectionCount = view.half(at: 60)
        else { return nil }
        self.type = ELFType(rawValue: UInt16(type))
        self.machine = ELFMachine(rawValue: UInt16(machine))
        machineFlags = flags
        isUsual = bytes[4] == 2 && bytes[5] == 1
        // Linkers put the segments' table behind the header.
        segmentsStart = segments == 64 && rowSize == 56 && sectionSize == 64 ? 64 : 0
        segmentCount = count
        sectionsStart = sections
        self.sectionCount = UInt64(sectionCount)
    }

    var segmentsEnd: Int { segmentsStart + 56 * segmentCount }

    var obstacle: ELFHeadObstacle? {
        guard isUsual else { return .unusualWords }
        guard type == .shared || type == .executable, segmentCount > 0 else { return .noDynamicSection }
        return segmentsStart == 64 && sectionCount > 0 ? nil : .rewritten
    }
}

/// How the segments of a file lie.
struct ELFHeadLayout {
    private struct Row {
        let kind: UInt32
        let flags: UInt32
        let offset: UInt64
        let size: UInt64
        let addresses: Range<UInt64>

        var end: UInt64 { offset &+ size }

        func holds(_ other: Row) -> Bool { offset <= other.offset && other.end <= end }
    }

    private let header: ELFHeadHeader
    private let rows: [Row]
    private let loaded: [Row]

    /// - Returns: `nil` where the head is shorter than the table of segments.
    init?(_ bytes: [UInt8], _ header: ELFHeadHeader) {
        let view = ELFHeadBytes(bytes: bytes, end: bytes.count)
        var rows: [Row] = []
        for index in 0..<header.segmentCount {
            let row = header.segmentsStart + 56 * index
            guard let kind = view.number(UInt32.self, at: row), let flags = view.number(UInt32.self, at: row + 4),
                let offset = view.number(UInt64.self, at: row + 8), let size = view.number(UInt64.self, at: row + 32),
                let address = view.number(UInt64.self, at: row + 16), let room = view.number(UInt64.self, at: row + 40)
            else { return nil }
            let addresses = address..<max(address, address &+ room)
            rows.append(Row(kind: kind, flags: flags, offset: offset, size: size, addresses: addresses))
        }
        self.header = header
        self.rows = rows
        loaded = rows.filter { $0.kind == 1 }
    }

    /// The segment that linkers put the tables into: the first, or the second where the first is code and nothing that
    /// is only to be read stands before the code.
    var tables: Range<UInt64> {
        let flags = loaded.map(\.flags)
        let segment = flags.starts(with: [5, 4, 6]) ? loaded[1] : loaded.first
        return segment.map { $0.offset..<$0.end } ?? 0..<0
    }

    /// The addresses of what is relocated.
    var dataAddresses: [Range<UInt64>] { loaded.filter { $0.flags & 2 != 0 }.map(\.addresses) }

    /// The interpreter's name, empty where there is none; `nil` where it lies behind the head.
    func interpreterName(_ bytes: [UInt8]) -> String? {
        guard let row = rows.first(where: { $0.kind == 3 }), row.size > 0 else { return "" }
        let view = ELFHeadBytes(bytes: bytes, end: Int(clamping: min(UInt64(bytes.count), row.end)))
        let start = Int(clamping: row.offset)
        return view.nameEnd(from: start).map { view.text(start..<$0) }
    }

    /// Whether the file lies as a linker lays it: the tables at the front, then code, then the dynamic section in the
    /// part that is made read-only after loading, and the sections' headers behind everything, to the file's end.
    func obstacle(_ fileSize: UInt64) -> ELFHeadObstacle? {
        guard let dynamic = rows.first(where: { $0.kind == 2 }) else { return .noDynamicSection }
        guard rows.allSatisfy({ $0.size <= fileSize && $0.offset <= fileSize }),
            header.sectionsStart <= fileSize, fileSize - header.sectionsStart == 64 * header.sectionCount,
            loaded.first?.offset == 0, loaded.allSatisfy({ $0.end <= header.sectionsStart }),
            zip(loaded, loaded.dropFirst()).allSatisfy({ $0.end <= $1.offset }),
            let protected = rows.first(where: { $0.kind == Self.protectedKind }), protected.holds(dynamic)
        else { return .rewritten }
        return hasLinkersData(dynamic, protected) ? nil : .rewritten
    }

    /// GNU ld and gold make one writable segment; LLVM's lld and mold make one of what is protected, and let the other
    /// follow without a gap.
    private func hasLinkersData(_ dynamic: Row, _ protected: Row) -> Bool {
        let writable = loaded.filter { $0.flags & 2 != 0 }
        switch writable.count {
        case 1: return loaded.last?.flags == writable[0].flags && writable[0].holds(dynamic)
        case 2:
            return loaded.suffix(2).allSatisfy { $0.flags & 2 != 0 } && writable[0].holds(dynamic)
                && protected.offset == writable[0].offset && writable[1].offset - writable[0].end < Self.widestGap
        default: return false
        }
    }

    /// `PT_GNU_RELRO`.
    private static let protectedKind: UInt32 = 0x6474_E552
    /// What the alignment of data leaves free.
    private static let widestGap: UInt64 = 128
}
