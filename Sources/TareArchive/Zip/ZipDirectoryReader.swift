/// Finds and reads a zip archive's directory, asking for one range of the file after the other: the same for a file on
/// disk and for one on a server.
///
///     var reader = try ZipDirectoryReader(size: size)
///     while let range = reader.needed { try reader.provide(fetch(range), at: range.lowerBound) }
///     let directory = reader.directory
///
/// Most wheels need one range, the last 64 KiB, in which their metadata mostly lies too (`bytes(in:)`); one with more
/// than some 500 entries needs two, one with ZIP64 records up to three. Memory is the tail from the directory on.
public struct ZipDirectoryReader: Sendable {
    /// The file's size in bytes.
    public let size: UInt64
    /// What has to be provided next; `nil` when the directory is read.
    public private(set) var needed: Range<UInt64>?
    public private(set) var directory: ZipDirectory?
    /// The file's last bytes, as far as they are known.
    private var tail: [UInt8] = []
    private var tailOffset: UInt64
    private let limits: ZipLimits

    /// `firstTail`: how many of the file's last bytes to ask for first.
    public init(size: UInt64, firstTail: Int = 64 << 10, limits: ZipLimits = ZipLimits()) throws(ZipError) {
        guard size >= UInt64(ZipEndRecord.size) else { throw .noEndRecord(size: size) }
        self.size = size
        self.limits = limits
        tailOffset = size
        let first = min(size, UInt64(max(firstTail, ZipEndRecord.size)))
        needed = size - first..<size
    }

    /// Takes bytes that stand at `offset`. They have to cover what is needed; more of them is welcome.
    public mutating func provide(_ bytes: [UInt8], at offset: UInt64) throws(ZipError) {
        guard let needed else { return }
        let (end, overflow) = offset.addingReportingOverflow(UInt64(bytes.count))
        guard offset <= needed.lowerBound, !overflow, end >= needed.upperBound, end <= size else {
            throw .truncated(part: .directory, offset: min(end, needed.lowerBound))
        }
        let new = Int(tailOffset - offset)
        // A whole archive in memory is not copied.
        if tail.isEmpty, bytes.count == new { tail = bytes } else { tail.insert(contentsOf: bytes[..<new], at: 0) }
        tailOffset = offset
        self.needed = try advance()
    }

    /// Bytes that were provided already, so that an entry near the directory need not be fetched again.
    public func bytes(in range: Range<UInt64>) -> ArraySlice<UInt8>? {
        guard range.lowerBound >= tailOffset, range.upperBound <= size, tailOffset < size else { return nil }
        return tail[Int(range.lowerBound - tailOffset)..<Int(range.upperBound - tailOffset)]
    }

    private mutating func advance() throws(ZipError) -> Range<UInt64>? {
        guard let at = try ZipEndRecord.find(in: tail, at: tailOffset) else {
            let search = size - min(size, UInt64(ZipEndRecord.searchSize))
            guard search < tailOffset else { throw .noEndRecord(size: size) }
            return search..<tailOffset
        }
        let endOffset = tailOffset + UInt64(at)
        var record = try ZipEndRecord(tail, at, offset: endOffset)
        // A locator may stand before the record, whatever the record says.
        let locator = endOffset - min(endOffset, UInt64(ZipEndRecord.locatorSize))
        guard locator >= tailOffset else { return locator..<tailOffset }
        var directoryEnd = endOffset
        if let place = try ZipEndRecord.locate64(in: tail, before: at, at: tailOffset) {
            guard place &+ UInt64(ZipEndRecord.size64) <= locator else {
                throw .truncated(part: .endRecord64, offset: place)
            }
            guard place >= tailOffset else {
                // A record further away is not where it should be, and is not worth a long range.
                guard tailOffset - place <= UInt64(limits.maximumDirectory) else {
                    throw .malformed(part: .locator, detail: "it points far away", offset: locator)
                }
                return place..<tailOffset
            }
            record = try ZipEndRecord(tail, zip64: Int(place - tailOffset), offset: place, plain: record)
            guard place + UInt64(ZipEndRecord.size64) == locator else {
                throw .unclaimedBytes(
                    offset: place + UInt64(ZipEndRecord.size64), count: locator - place - UInt64(ZipEndRecord.size64))
            }
            directoryEnd = place
        }
        return try advance(record, end: directoryEnd)
    }

    private mutating func advance(_ record: ZipEndRecord, end: UInt64) throws(ZipError) -> Range<UInt64>? {
        let (start, length) = (record.directory.lowerBound, record.directory.upperBound - record.directory.lowerBound)
        guard record.directory.upperBound <= end else { throw .truncated(part: .directory, offset: end) }
        // Some readers would look for the directory directly before the record, others where the record says.
        guard record.directory.upperBound == end else { throw .prependedData(count: end - record.directory.upperBound) }
        guard length <= UInt64(limits.maximumDirectory) else {
            throw .directoryTooLarge(length, limit: limits.maximumDirectory)
        }
        guard record.entries <= UInt64(limits.maximumEntries) else {
            throw .tooManyEntries(record.entries, limit: limits.maximumEntries)
        }
        guard start >= tailOffset else { return start..<tailOffset }
        let range = Int(start - tailOffset)..<Int(end - tailOffset)
        directory = try ZipDirectory(
            tail, range, offset: tailOffset, entries: record.entries, size: size, limits: limits)
        return nil
    }
}
