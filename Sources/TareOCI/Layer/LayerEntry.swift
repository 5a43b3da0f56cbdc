/// What an entry of a layer is.
///
/// Follows the OCI image specification, "Image Layer Filesystem Changeset" (layer.md): whiteouts are kinds of their own,
/// named by what they delete and not by their marker file.
public enum EntryKind: UInt8, Sendable, Hashable {
    case regular = 0
    case hardLink = 1
    case symbolicLink = 2
    case characterDevice = 3
    case blockDevice = 4
    case directory = 5
    case fifo = 6
    /// Deletes the entry of this name from the layers below (`.wh.NAME`).
    case whiteout = 0x10
    /// Hides all that the layers below have in this directory (`.wh..wh..opq`).
    case opaque = 0x11
}

/// One entry of a layer as its tar header states it: 48 bytes, its names in the index's text.
public struct LayerEntry: Sendable, BitwiseCopyable {
    /// Bytes of content; for a hard link, device, directory or whiteout 0.
    public var size: UInt64
    /// Seconds since 1970, as in the header.
    public var modified: Int64
    public var userID: UInt32
    public var groupID: UInt32
    /// CRC-32 (ISO 3309) of a regular file's content: equals a zip's field for the same file.
    public var crc32: UInt32
    var pathOffset: UInt32
    var linkOffset: UInt32
    var pathLength: UInt16
    var linkLength: UInt16
    /// Permission bits, with set-uid, set-gid and sticky (`0o7777`).
    public var mode: UInt16
    var rawKind: UInt8
    /// Not used; named so that no byte of an entry is left without a value when it is encoded.
    var reserved: UInt8 = 0
    private var padding: UInt32 = 0

    public var kind: EntryKind { EntryKind(rawValue: rawKind) ?? .regular }
}

extension LayerEntry {
    init(kind: EntryKind, mode: UInt16 = 0o755, size: UInt64 = 0) {
        self.size = size
        modified = 0
        userID = 0
        groupID = 0
        crc32 = 0
        pathOffset = 0
        linkOffset = 0
        pathLength = 0
        linkLength = 0
        self.mode = mode
        rawKind = kind.rawValue
    }
}
