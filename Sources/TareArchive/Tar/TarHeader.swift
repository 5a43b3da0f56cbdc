/// What a tar entry is, by its typeflag (POSIX.1-2017 pax, "ustar Interchange Format").
public enum TarKind: UInt8, Sendable, Hashable {
    case regular
    case hardLink
    case symbolicLink
    case characterDevice
    case blockDevice
    case directory
    case fifo

    /// Whether content follows the header.
    public var hasContent: Bool { self == .regular }
}

/// An entry's header with PAX and GNU extensions applied.
///
/// Names are bytes as they stand in the archive, not made safe; the pointers are valid only during the call that gives
/// the header.
public struct TarHeader {
    public var kind: TarKind
    public var name: UnsafeRawBufferPointer
    /// A link's target; empty for other kinds.
    public var linkTarget: UnsafeRawBufferPointer
    /// Permission bits, with set-uid, set-gid and sticky.
    public var mode: UInt16
    public var userID: UInt32
    public var groupID: UInt32
    /// Bytes of the file; for a sparse file the size with its holes, which are not in the content.
    public var size: UInt64
    /// Seconds since 1970.
    public var modified: Int64
    public var deviceMajor: UInt32
    public var deviceMinor: UInt32
    /// Whether the content has had its holes taken out: it is not the file's bytes then.
    public var isSparse: Bool
    /// Where the header block starts in the stream.
    public var offset: UInt64
    /// Where the content starts in the stream.
    public var contentOffset: UInt64
    /// Bytes of content in the stream; less than `size` for a sparse file.
    public var contentLength: UInt64
}

/// Receives a tar stream entry by entry.
public protocol TarSink {
    mutating func begin(_ header: TarHeader) throws
    /// The next bytes of the entry's content, valid only during the call.
    mutating func content(_ bytes: UnsafeRawBufferPointer) throws
    mutating func end() throws
}

/// Bounds on a tar stream.
public struct TarLimits: Sendable, Hashable {
    public var maximumEntries: Int
    /// Most bytes of a name or link target; Linux takes 4,095.
    public var maximumName: Int
    /// Most bytes of one PAX header.
    public var maximumExtension: Int
    /// The name of an entry that may stand behind the end of the archive, where no reader unpacks it; empty for none.
    public var trailer: [UInt8]

    public init(
        maximumEntries: Int = 4_000_000, maximumName: Int = 4096, maximumExtension: Int = 1 << 20, trailer: [UInt8] = []
    ) {
        self.trailer = trailer
        self.maximumEntries = maximumEntries
        self.maximumName = maximumName
        self.maximumExtension = maximumExtension
    }
}
