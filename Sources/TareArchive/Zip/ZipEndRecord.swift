/// Where the central directory is, by the end records (APPNOTE.TXT 4.3.14 to 4.3.16).
struct ZipEndRecord: Equatable {
    var entries: UInt64
    var directory: Range<UInt64>

    static let size = 22
    static let locatorSize = 20
    static let size64 = 56
    /// A comment has at most 65,535 bytes, so that the record begins in these last bytes of the file.
    static let searchSize = size + 65_535

    /// Finds the last end record in the tail of a file; zeros may follow it, since some writers leave them.
    static func find(in tail: [UInt8], at tailOffset: UInt64) throws(ZipError) -> Int? {
        var at = tail.count - size
        while at >= 0 {
            if tail[at] == 0x50, tail.little32(at) == ZipSignature.endRecord { break }
            at -= 1
        }
        guard at >= 0 else { return nil }
        let comment = at + size..<at + size + Int(tail.little16(at + 20))
        guard comment.upperBound <= tail.count else {
            throw .malformed(
                part: .endRecord, detail: "the comment is longer than the file", offset: tailOffset &+ UInt64(at))
        }
        // Every signature of a zip has one of these bytes, which no text has.
        if let hidden = comment.first(where: { (1...8).contains(tail[$0]) }) {
            throw .commentHidesArchive(offset: tailOffset &+ UInt64(hidden))
        }
        if let trailing = tail[comment.upperBound...].firstIndex(where: { $0 != 0 }) {
            throw .trailingData(offset: tailOffset &+ UInt64(trailing))
        }
        return at
    }

    /// Where the ZIP64 end record is said to be, if a locator stands before the end record.
    static func locate64(in tail: [UInt8], before end: Int, at tailOffset: UInt64) throws(ZipError) -> UInt64? {
        let at = end - locatorSize
        guard at >= 0, tail.little32(at) == ZipSignature.locator else { return nil }
        let place = tailOffset &+ UInt64(at)
        guard tail.little32(at + 4) == 0, tail.little32(at + 16) <= 1 else { throw .multipleDisks(offset: place) }
        let record = tail.little64(at + 8)
        guard record <= place else {
            throw .malformed(part: .locator, detail: "it points behind itself", offset: place)
        }
        return record
    }

    /// The plain end record. `offset`: where it stands in the file.
    init(_ tail: [UInt8], _ at: Int, offset: UInt64) throws(ZipError) {
        let (disk, directoryDisk) = (tail.little16(at + 4), tail.little16(at + 6))
        let (here, total) = (tail.little16(at + 8), tail.little16(at + 10))
        guard disk == 0 || disk == 0xFFFF, directoryDisk == 0 || directoryDisk == 0xFFFF, here == total else {
            throw .multipleDisks(offset: offset)
        }
        entries = UInt64(total)
        let start = UInt64(tail.little32(at + 16))
        directory = start..<start + UInt64(tail.little32(at + 12))
    }

    /// The ZIP64 end record, which has to stand directly before its locator and agree with the plain one.
    init(_ tail: [UInt8], zip64 at: Int, offset: UInt64, plain: ZipEndRecord) throws(ZipError) {
        func malformed(_ detail: String) -> ZipError {
            .malformed(part: .endRecord64, detail: detail, offset: offset)
        }
        guard tail.little32(at) == ZipSignature.endRecord64 else { throw malformed("it is not where its locator says") }
        guard tail.little64(at + 4) == UInt64(Self.size64 - 12) else { throw .extensibleData(offset: offset) }
        guard tail.little32(at + 16) == 0, tail.little32(at + 20) == 0, tail.little64(at + 24) == tail.little64(at + 32)
        else { throw .multipleDisks(offset: offset) }
        entries = tail.little64(at + 32)
        let (size, start) = (tail.little64(at + 40), tail.little64(at + 48))
        let (end, overflow) = start.addingReportingOverflow(size)
        guard !overflow else { throw malformed("the directory's end is not a number of 64 bits") }
        directory = start..<end
        let agrees =
            (plain.entries == 0xFFFF || plain.entries == entries)
            && (plain.directory.lowerBound == 0xFFFF_FFFF || plain.directory.lowerBound == start)
            && (plain.directory.count == 0xFFFF_FFFF || UInt64(plain.directory.count) == size)
        guard agrees else { throw malformed("it says otherwise than the plain end record") }
    }
}
