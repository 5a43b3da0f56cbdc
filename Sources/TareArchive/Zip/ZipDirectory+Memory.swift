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
}
