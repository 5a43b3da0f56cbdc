/// What an entry is.
public enum ZipKind: UInt8, Sendable, Hashable, BitwiseCopyable {
    case file
    /// A name that ends in a slash.
    case directory
    /// By its Unix mode; its content is the target.
    case symbolicLink
    /// A device, pipe or socket, by its Unix mode.
    case special
}

/// How an entry's data is packed. Other methods are refused.
public enum ZipMethod: UInt8, Sendable, Hashable, BitwiseCopyable {
    case stored = 0
    /// Raw deflate (RFC 1951).
    case deflate = 8
}

/// One entry as the central directory states it: 56 bytes, its name in the directory's text.
public struct ZipEntry: Sendable, BitwiseCopyable {
    /// Where the local header begins.
    public var headerOffset: UInt64
    /// Where the next entry or the directory begins: header, data and data descriptor are what lies between.
    public var end: UInt64
    public var compressedSize: UInt64
    public var size: UInt64
    /// CRC-32 (ISO 3309) of the content.
    public var crc32: UInt32
    var nameOffset: UInt32
    var nameLength: UInt16
    /// General purpose bits, as they stand.
    public var flags: UInt16
    /// The Unix mode with its type bits where a Unix made the archive; otherwise 0.
    public var unixMode: UInt16
    public var method: ZipMethod
    public var kind: ZipKind

    /// Whether any execute bit is set.
    public var isExecutable: Bool { unixMode & 0o111 != 0 }
    /// Whether the local header leaves checksum and sizes to a data descriptor behind the data.
    public var hasDescriptor: Bool { flags & ZipFlags.descriptor != 0 }
    /// The bytes of the file that are the entry: what a range request fetches.
    public var range: Range<UInt64> { headerOffset..<end }
}

extension ZipEntry {
    /// The least that header, name, data and descriptor take.
    var minimumEnd: UInt64? {
        let (sum, overflow) = headerOffset.addingReportingOverflow(compressedSize)
        let (end, overflows) = sum.addingReportingOverflow(UInt64(30 + Int(nameLength) + (hasDescriptor ? 12 : 0)))
        return overflow || overflows ? nil : end
    }

    /// APPNOTE.TXT 4.4.2 and 4.4.15: the upper half of the external attributes is the mode where the maker is Unix (3)
    /// or macOS (19).
    static func unixMode(madeBy: UInt16, attributes: UInt32) -> UInt16 {
        let system = madeBy >> 8
        return system == 3 || system == 19 ? UInt16(truncatingIfNeeded: attributes >> 16) : 0
    }

    /// The kind by name and mode; `nil` where the two contradict each other.
    static func kind(isFolder: Bool, mode: UInt16) -> ZipKind? {
        switch mode & 0o170000 {
        case 0, 0o100000: isFolder ? .directory : .file
        case 0o040000: isFolder ? .directory : nil
        case 0o120000: isFolder ? nil : .symbolicLink
        default: isFolder ? nil : .special
        }
    }
}
