import TareArchive

/// Makes zip archives in which every field can be wrong.
struct ZipForge {
    /// The fields of one of an entry's two headers.
    struct Header {
        var name: [UInt8]
        var flags: UInt16 = 0
        var method: UInt16 = 0
        var crc32: UInt32
        var packed: UInt32
        var size: UInt32
        var extra: [UInt8] = []
    }

    struct Entry {
        var local: Header
        var central: Header
        var data: [UInt8]
        var descriptor: [UInt8] = []
        /// Bytes behind it that are nobody's.
        var gap: [UInt8] = []
        var attributes: UInt32 = 0o100644 << 16
        var madeBy: UInt16 = 3 << 8 | 20
        var disk: UInt16 = 0
        /// The local header's place, if the directory is to name another one.
        var offset: UInt32?
        var comment: [UInt8] = []

        init(_ name: String, _ content: String = "hello", deflated: Bool = false) {
            let content = Array(content.utf8)
            var crc = CRC32()
            content.withUnsafeBytes { crc.update($0) }
            data = deflated ? ZipForge.deflate(content) : content
            local = Header(
                name: Array(name.utf8), method: deflated ? 8 : 0, crc32: crc.value, packed: UInt32(data.count),
                size: UInt32(content.count))
            central = local
        }

        /// Changes both headers.
        mutating func both(_ change: (inout Header) -> Void) {
            change(&local)
            change(&central)
        }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var comment: [UInt8] = []
    var suffix: [UInt8] = []
    var statedEntries: UInt16?
    var disk: UInt16 = 0
    /// Added to the directory's stated place and size.
    var directoryShift: Int32 = 0
    var directoryGrowth: Int32 = 0
    /// Stands between the directory and the end record.
    var beforeEnd: [UInt8] = []

    init(_ entries: Entry...) { self.entries = entries }

    /// One stored block: what deflate makes of up to 65,535 bytes that it does not pack.
    static func deflate(_ content: [UInt8]) -> [UInt8] {
        [1] + little(UInt16(content.count)) + little(~UInt16(content.count)) + content
    }

    static func little(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian, Array.init)
    }

    var bytes: [UInt8] {
        var output = prefix
        var offsets: [UInt32] = []
        for entry in entries {
            offsets.append(UInt32(output.count))
            output += Self.little(UInt32(0x0403_4B50)) + Self.little(UInt16(20)) + Self.fields(entry.local)
            output += entry.local.name + entry.local.extra + entry.data + entry.descriptor + entry.gap
        }
        let start = output.count
        for (entry, offset) in zip(entries, offsets) {
            output += Self.little(UInt32(0x0201_4B50)) + Self.little(entry.madeBy) + Self.little(UInt16(20))
            output += Self.fields(entry.central) + Self.little(UInt16(entry.comment.count)) + Self.little(entry.disk)
            output += [0, 0] + Self.little(entry.attributes) + Self.little(entry.offset ?? offset)
            output += entry.central.name + entry.central.extra + entry.comment
        }
        let count = Self.little(statedEntries ?? UInt16(entries.count))
        let size = UInt32(bitPattern: Int32(output.count - start) &+ directoryGrowth)
        output += beforeEnd + Self.little(UInt32(0x0605_4B50)) + Self.little(disk) + Self.little(disk) + count + count
        output += Self.little(size) + Self.little(UInt32(bitPattern: Int32(start) &+ directoryShift))
        return output + Self.little(UInt16(comment.count)) + comment + suffix
    }

    private static func fields(_ header: Header) -> [UInt8] {
        little(header.flags) + little(header.method) + [0, 0, 0x21, 0] + little(header.crc32) + little(header.packed)
            + little(header.size) + little(UInt16(header.name.count)) + little(UInt16(header.extra.count))
    }
}

/// What an archive in memory holds, all of it unpacked.
func unzip(_ archive: [UInt8], limits: ZipLimits = ZipLimits(), chunk: Int = .max) throws -> [String: [UInt8]] {
    let directory = try ZipDirectory(of: archive, limits: limits)
    let reader = ZipEntryReader(directory)
    var contents: [String: [UInt8]] = [:]
    for entry in directory.entries {
        var content: [UInt8] = []
        reader.begin(entry)
        try Array(archive[Int(entry.range.lowerBound)..<Int(entry.range.upperBound)]).forEachChunk(chunk) {
            try reader.consume($0) { content.append(contentsOf: $0) }
        }
        try reader.finish()
        contents[directory.name(entry)] = content
    }
    return contents
}

/// The error of zips that a call throws, if it throws one.
func zipRefusal<Value>(_ body: () throws -> Value) -> ZipError? {
    do {
        _ = try body()
        return nil
    } catch { return error as? ZipError }
}
