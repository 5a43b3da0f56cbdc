/// An entry to be written: what `TarHeader` is to be read.
public struct TarEntry: Sendable, Hashable {
    public var kind: TarKind
    /// Relative, without a leading slash; a directory's may end in one, and is written with one.
    public var name: [UInt8]
    public var linkTarget: [UInt8]
    public var mode: UInt16
    public var userID: UInt32
    public var groupID: UInt32
    /// Bytes of content that follow; 0 for all but regular files.
    public var size: UInt64
    /// Seconds since 1970.
    public var modified: Int64
    public var deviceMajor: UInt32 = 0
    public var deviceMinor: UInt32 = 0

    public init(
        _ kind: TarKind, name: [UInt8], linkTarget: [UInt8] = [], mode: UInt16 = 0o644, userID: UInt32 = 0,
        groupID: UInt32 = 0, size: UInt64 = 0, modified: Int64 = 0
    ) {
        self.kind = kind
        self.name = name
        self.linkTarget = linkTarget
        self.mode = mode
        self.userID = userID
        self.groupID = groupID
        self.size = size
        self.modified = modified
    }

    public init(
        _ kind: TarKind, _ name: String, linkTarget: String = "", mode: UInt16 = 0o644, userID: UInt32 = 0,
        groupID: UInt32 = 0, size: UInt64 = 0, modified: Int64 = 0
    ) {
        self.init(
            kind, name: Array(name.utf8), linkTarget: Array(linkTarget.utf8), mode: mode, userID: userID,
            groupID: groupID, size: size, modified: modified)
    }
}

/// Writes a tar stream (POSIX.1-2017 pax): the same entries give the same bytes on every machine.
///
/// Headers are ustar; a PAX header comes first where a field does not fit: names beyond 100 bytes (155 more in the
/// prefix) or not ASCII, sizes from 8 GiB, numbers beyond seven octal digits, times before 1970. User and group names,
/// access and change times are never written.
public struct TarWriter: Sendable {
    private var remaining: UInt64 = 0
    private var padding = 0
    private var isFinished = false

    public init() {}

    /// Writes an entry's header; exactly `entry.size` bytes of content must follow.
    public mutating func append(_ entry: TarEntry, to output: inout [UInt8]) throws(ArchiveError) {
        guard !isFinished else { throw .writerMisused("an entry came behind the archive's end") }
        guard remaining == 0 else { throw .writerMisused("the entry before is \(remaining) bytes short") }
        guard entry.size == 0 || entry.kind.hasContent else { throw .writerMisused("only regular files have content") }
        var entry = entry
        if entry.kind == .directory, entry.name.last != UInt8(ascii: "/") { entry.name.append(UInt8(ascii: "/")) }
        let (records, header) = try TarHeaderBlock.encode(entry)
        if !records.isEmpty {
            let extended = TarEntry(.regular, name: TarHeaderBlock.extendedName(entry), size: UInt64(records.count))
            output.append(contentsOf: TarHeaderBlock.block(extended, typeflag: UInt8(ascii: "x"), prefix: 0))
            output.append(contentsOf: records)
            output.append(contentsOf: repeatElement(0, count: (512 - records.count % 512) % 512))
        }
        output.append(contentsOf: header)
        remaining = entry.size
        padding = Int((512 - entry.size % 512) % 512)
    }

    /// Says that `count` bytes of content were written behind the header, by `append(content:)` or past this writer, and
    /// writes the padding when they are complete.
    public mutating func advance(_ count: UInt64, to output: inout [UInt8]) throws(ArchiveError) {
        guard count <= remaining else { throw .writerMisused("\(count - remaining) bytes of content are too many") }
        remaining -= count
        if remaining == 0 {
            output.append(contentsOf: repeatElement(0, count: padding))
            padding = 0
        }
    }

    public mutating func append(content: UnsafeRawBufferPointer, to output: inout [UInt8]) throws(ArchiveError) {
        output.append(contentsOf: content)
        try advance(UInt64(content.count), to: &output)
    }

    /// Writes the end marker: two blocks of zeros, without further padding.
    public mutating func finish(to output: inout [UInt8]) throws(ArchiveError) {
        guard remaining == 0 else { throw .writerMisused("the last entry is \(remaining) bytes short") }
        guard !isFinished else { return }
        isFinished = true
        output.append(contentsOf: repeatElement(0, count: 1024))
    }

    /// Bytes that an entry takes in the stream: headers, content and padding.
    public static func length(of entry: TarEntry) throws(ArchiveError) -> UInt64 {
        var writer = TarWriter()
        var header: [UInt8] = []
        try writer.append(entry, to: &header)
        return UInt64(header.count) + (entry.size + 511) / 512 * 512
    }
}
