/// One row of the program header table (System V ABI, "Program Header").
struct ELFSegment {
    enum Kind: UInt32 {
        case load = 1
        case dynamic = 2
        case interpreter = 3
        case note = 4
    }

    /// `nil` for kinds that decide nothing here.
    let type: Kind?
    let offset: UInt64
    let address: UInt64
    let fileSize: UInt64
    let alignment: UInt64

    /// The rows of a file; none for an object file.
    static func table(_ view: ELFView) throws(ELFReadFailure) -> [ELFSegment] {
        let part = "the program header table"
        let start = try view.word(at: view.isWide ? 32 : 28, of: "the header")
        let size = try view.number(UInt16.self, at: view.isWide ? 54 : 42, of: "the header")
        let count = try view.number(UInt16.self, at: view.isWide ? 56 : 44, of: "the header")
        guard count > 0, start > 0 else { return [] }
        guard size >= (view.isWide ? 56 : 32) else {
            throw .refused(.malformed(part: part, detail: "a row has \(size) bytes"))
        }
        // A file with 65,535 rows says in a section header how many it really has; no linker makes one to load.
        guard count < 4096 else { throw .refused(.malformed(part: part, detail: "it has \(count) rows")) }
        _ = try view.locate(start, UInt64(size) * UInt64(count), part)
        var segments: [ELFSegment] = []
        segments.reserveCapacity(Int(count))
        for row in 0..<UInt64(count) {
            segments.append(try ELFSegment(at: start + row * UInt64(size), view, part))
        }
        return segments
    }

    private init(at row: UInt64, _ view: ELFView, _ part: String) throws(ELFReadFailure) {
        type = Kind(rawValue: try view.number(UInt32.self, at: row, of: part))
        let wide = view.isWide
        offset = try view.word(at: row + (wide ? 8 : 4), of: part)
        address = try view.word(at: row + (wide ? 16 : 8), of: part)
        fileSize = try view.word(at: row + (wide ? 32 : 16), of: part)
        alignment = try view.word(at: row + (wide ? 48 : 28), of: part)
    }
}

extension [ELFSegment] {
    /// Where in the file the byte of an address lies.
    func fileOffset(ofAddress address: UInt64) -> UInt64? {
        for segment in self where segment.type == .load && address >= segment.address {
            let distance = address - segment.address
            guard distance < segment.fileSize else { continue }
            let (offset, overflows) = segment.offset.addingReportingOverflow(distance)
            if !overflows { return offset }
        }
        return nil
    }
}
