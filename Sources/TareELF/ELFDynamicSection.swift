/// The dynamic section: what the program loader reads (System V ABI, "Dynamic Section").
struct ELFDynamicSection {
    private(set) var needed: [UInt64] = []
    private(set) var soname: UInt64?
    private(set) var rpath: UInt64?
    private(set) var runpath: UInt64?
    private(set) var flags1: UInt64 = 0
    private(set) var needs: (offset: UInt64, count: UInt64)?
    private(set) var definitions: (offset: UInt64, count: UInt64)?
    /// File offsets of the string table.
    private var strings: Range<UInt64> = 0..<0

    static let noDefaultLibraries: UInt64 = 0x800
    static let pie: UInt64 = 0x0800_0000

    private static let part = "the dynamic section"
    /// Rows; the largest libraries known need a few hundred.
    private static let mostRows: UInt64 = 65_536
    /// Libraries that one file may need.
    private static let mostNeeded = 4096

    init(_ segment: ELFSegment, _ segments: [ELFSegment], _ view: ELFView) throws(ELFReadFailure) {
        let word: UInt64 = view.isWide ? 8 : 4
        let rows = segment.fileSize / (2 * word)
        guard rows <= Self.mostRows else { throw .refused(.malformed(part: Self.part, detail: "it has \(rows) rows")) }
        _ = try view.locate(segment.offset, segment.fileSize, Self.part)
        var values: [UInt64: UInt64] = [:]
        for row in 0..<rows {
            let offset = segment.offset + row * 2 * word
            let tag = try view.word(at: offset, of: Self.part)
            let value = try view.word(at: offset + word, of: Self.part)
            if tag == 0 { break }
            if tag == 1 { needed.append(value) } else { values[tag] = value }
        }
        guard needed.count <= Self.mostNeeded else {
            throw .refused(.malformed(part: Self.part, detail: "it needs \(needed.count) libraries"))
        }
        (soname, rpath, runpath) = (values[14], values[15], values[29])
        flags1 = values[0x6FFF_FFFB] ?? 0
        needs = try Self.table(values[0x6FFF_FFFE], values[0x6FFF_FFFF], segments)
        definitions = try Self.table(values[0x6FFF_FFFC], values[0x6FFF_FFFD], segments)
        try findStrings(values[5], size: values[10], segments, view)
    }

    private mutating func findStrings(
        _ address: UInt64?, size: UInt64?, _ segments: [ELFSegment], _ view: ELFView
    ) throws(ELFReadFailure) {
        guard let address, let size else {
            guard needed.isEmpty, soname == nil, needs == nil, definitions == nil else {
                throw .refused(.malformed(part: Self.part, detail: "it has names but no string table"))
            }
            return
        }
        guard let start = segments.fileOffset(ofAddress: address) else {
            throw .refused(.malformed(part: Self.part, detail: "its string table is in no loaded segment"))
        }
        guard start <= view.fileSize, size <= view.fileSize - start else {
            throw .refused(.outsideFile(part: "the string table", offset: start, fileSize: view.fileSize))
        }
        strings = start..<(start + size)
    }

    private static func table(
        _ address: UInt64?, _ count: UInt64?, _ segments: [ELFSegment]
    ) throws(ELFReadFailure) -> (UInt64, UInt64)? {
        guard let address, let count, count > 0 else { return nil }
        guard let offset = segments.fileOffset(ofAddress: address) else {
            throw .refused(.malformed(part: part, detail: "its table of symbol versions is in no loaded segment"))
        }
        return (offset, count)
    }

    func string(_ index: UInt64, _ view: ELFView) throws(ELFReadFailure) -> String {
        guard index < UInt64(strings.count) else {
            throw .refused(.malformed(part: Self.part, detail: "a name lies outside its string table"))
        }
        return try view.name(at: strings.lowerBound + index, before: strings.upperBound, of: "a name")
    }

    /// A search path, split at colons.
    func folders(_ index: UInt64, _ view: ELFView) throws(ELFReadFailure) -> [String] {
        let path = try string(index, view)
        guard !path.isEmpty else { return [] }
        return path.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }
}
