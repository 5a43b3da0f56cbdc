extension ZipDirectory {
    static let headerSize = 46

    /// Reads the directory's headers. `bytes` stand at `offset` in the file; `range` is the directory in them.
    init(
        _ bytes: [UInt8], _ range: Range<Int>, offset: UInt64, entries count: UInt64, size: UInt64, limits: ZipLimits
    ) throws(ZipError) {
        let place = offset &+ UInt64(range.lowerBound)
        guard count &* UInt64(Self.headerSize) <= UInt64(range.count) else {
            throw .wrongEntryCount(stated: count, actual: UInt64(range.count / Self.headerSize), offset: place)
        }
        var entries: [ZipEntry] = []
        var names: [UInt8] = []
        entries.reserveCapacity(Int(count))
        names.reserveCapacity(range.count - Int(count) * Self.headerSize)
        var at = range.lowerBound
        while at < range.upperBound {
            guard entries.count < count else {
                throw .wrongEntryCount(stated: count, actual: count &+ 1, offset: offset &+ UInt64(at))
            }
            entries.append(try Self.entry(bytes, &at, range.upperBound, offset: offset, &names, limits))
        }
        guard entries.count == count else {
            throw .wrongEntryCount(stated: count, actual: UInt64(entries.count), offset: place)
        }
        try Self.place(&entries, names, end: place)
        let order = try Self.order(entries, names)
        self.init(
            entries: entries, names: names, order: order, size: size,
            range: place..<offset &+ UInt64(range.upperBound), limits: limits)
        try checkTotals(limits)
    }

    private static func entry(
        _ bytes: [UInt8], _ at: inout Int, _ end: Int, offset: UInt64, _ names: inout [UInt8], _ limits: ZipLimits
    ) throws(ZipError) -> ZipEntry {
        let place = offset &+ UInt64(at)
        guard end - at >= headerSize else { throw .truncated(part: .directory, offset: place) }
        guard bytes.little32(at) == ZipSignature.directoryHeader else {
            throw .malformed(part: .directory, detail: "an entry does not begin as it should", offset: place)
        }
        let name = at + headerSize..<at + headerSize + Int(bytes.little16(at + 28))
        let extra = name.upperBound..<name.upperBound + Int(bytes.little16(at + 30))
        let next = extra.upperBound + Int(bytes.little16(at + 32))
        guard next <= end else { throw .truncated(part: .directory, offset: place) }
        let flags = bytes.little16(at + 8)
        func text() -> String { String(decoding: bytes[name], as: UTF8.self) }
        if let problem = ZipName.problem(
            bytes, name, isUTF8: flags & ZipFlags.isUTF8 != 0, maximum: limits.maximumName)
        {
            throw .unsafeName(name: text(), problem: problem, offset: place)
        }
        var fields = try ZipExtraFields(bytes, extra, offset: offset)
        if fields.renames(name, in: bytes) { throw .unsafeName(name: text(), problem: .renamed, offset: place) }
        guard flags & ZipFlags.anyEncryption == 0 else { throw .encrypted(name: text(), offset: place) }
        let rawMethod = bytes.little16(at + 10)
        guard flags & ZipFlags.patch == 0, let method = UInt8(exactly: rawMethod).flatMap(ZipMethod.init) else {
            throw .unsupportedMethod(rawMethod, name: text(), offset: place)
        }
        // The order of the ZIP64 field: size, compressed size, header's place.
        let size = try fields.widen(UInt64(bytes.little32(at + 24)), in: bytes, offset: place)
        let compressedSize = try fields.widen(UInt64(bytes.little32(at + 20)), in: bytes, offset: place)
        let headerOffset = try fields.widen(UInt64(bytes.little32(at + 42)), in: bytes, offset: place)
        let disk = bytes.little16(at + 34)
        guard disk == 0 || disk == 0xFFFF else { throw .multipleDisks(offset: place) }
        let mode = ZipEntry.unixMode(madeBy: bytes.little16(at + 4), attributes: bytes.little32(at + 38))
        let isFolder = bytes[name.upperBound - 1] == UInt8(ascii: "/")
        guard let kind = ZipEntry.kind(isFolder: isFolder, mode: mode) else {
            throw .malformed(part: .directory, detail: "an entry's name and mode contradict each other", offset: place)
        }
        let crc32 = bytes.little32(at + 16)
        if isFolder, size != 0 || crc32 != 0 {
            throw .malformed(part: .directory, detail: "a folder has content", offset: place)
        }
        let isPossible =
            method == .stored
            ? size == compressedSize : size / ZipLimits.maximumDeflateRatio <= compressedSize
        guard isPossible else {
            throw .malformed(part: .directory, detail: "an entry's two sizes do not go together", offset: place)
        }
        defer { at = next }
        let nameOffset = UInt32(truncatingIfNeeded: names.count)
        names.append(contentsOf: bytes[name])
        return ZipEntry(
            headerOffset: headerOffset, end: 0, compressedSize: compressedSize, size: size, crc32: crc32,
            nameOffset: nameOffset, nameLength: UInt16(name.count), flags: flags, unixMode: mode, method: method,
            kind: kind)
    }

    private func checkTotals(_ limits: ZipLimits) throws(ZipError) {
        var output: UInt64 = 0
        for entry in entries {
            let (sum, overflow) = output.addingReportingOverflow(entry.size)
            guard !overflow else { throw .tooLarge(limit: limits.contents.maximumOutput) }
            output = sum
            // Entries share no bytes, so that the file's size bounds what they are packed from.
            try limits.check(output: output, input: size)
        }
    }
}
