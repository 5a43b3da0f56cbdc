extension ZipDirectory {
    /// The directory of an archive that is in memory.
    public init(of archive: [UInt8], limits: ZipLimits = ZipLimits()) throws(ZipError) {
        var reader = try ZipDirectoryReader(size: UInt64(archive.count), firstTail: archive.count, limits: limits)
        try reader.provide(archive, at: 0)
        guard let directory = reader.directory else { throw .truncated(part: .directory, offset: 0) }
        self = directory
    }

    /// The content of one entry, from the bytes of its range; at most `limit` bytes.
    public func content(_ entry: ZipEntry, of bytes: ArraySlice<UInt8>, limit: Int = 64 << 20) throws -> [UInt8] {
        guard entry.size <= limit else { throw ZipError.tooLarge(limit: UInt64(max(limit, 0))) }
        let reader = ZipEntryReader(self)
        reader.begin(entry)
        var content: [UInt8] = []
        content.reserveCapacity(Int(entry.size))
        try bytes.withUnsafeBytes { try reader.consume($0) { content.append(contentsOf: $0) } }
        try reader.finish()
        return content
    }

    /// The first `count` bytes of an entry's content, or all of a shorter one, from the first bytes of its range. The
    /// header is checked; the checksum is not, since it is that of the whole.
    public func head(_ entry: ZipEntry, of bytes: ArraySlice<UInt8>, count: Int) throws -> [UInt8] {
        let wanted = Int(min(UInt64(max(count, 0)), entry.size))
        let reader = ZipEntryReader(self)
        reader.begin(entry)
        var content: [UInt8] = []
        do {
            try bytes.withUnsafeBytes { bytes in
                try reader.consume(bytes) { piece in
                    content.append(contentsOf: piece.prefix(wanted - content.count))
                    if content.count == wanted { throw HeadIsComplete() }
                }
            }
        } catch is HeadIsComplete {}
        guard content.count == wanted, reader.payload != nil else {
            throw ZipError.truncated(part: .content, offset: entry.headerOffset &+ UInt64(bytes.count))
        }
        return content
    }

    /// As much of an entry's content as the first bytes of its range give, and at most `limit` bytes. The header is
    /// checked; the checksum is not, since it is that of the whole.
    public func prefix(_ entry: ZipEntry, of bytes: ArraySlice<UInt8>, limit: Int) throws -> [UInt8] {
        let reader = ZipEntryReader(self)
        reader.begin(entry)
        var content: [UInt8] = []
        do {
            try bytes.withUnsafeBytes { bytes in
                try reader.consume(bytes) { piece in
                    content.append(contentsOf: piece.prefix(limit - content.count))
                    if content.count >= limit { throw HeadIsComplete() }
                }
            }
        } catch is HeadIsComplete {}
        return content
    }

    private struct HeadIsComplete: Error {}
}
