/// How a stream is packed.
public enum Compression: UInt8, Sendable, Hashable, CaseIterable {
    case none = 0
    /// RFC 1952, possibly of several members.
    case gzip = 1
    /// RFC 8878, possibly of several frames, skippable ones included.
    case zstd = 2
    /// The .xz file format 1.1.
    case xz = 3

    /// Recognises a stream by its first bytes (four suffice); anything unknown is `.none`.
    public static func detect(_ head: UnsafeRawBufferPointer) -> Compression {
        func starts(_ magic: [UInt8]) -> Bool {
            head.count >= magic.count && head.prefix(magic.count).elementsEqual(magic)
        }
        if starts([0x1F, 0x8B]) { return .gzip }
        if starts([0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
        if starts([0xFD, 0x37, 0x7A, 0x58]) { return .xz }
        // A skippable frame (0x184D2A5?) may come first, as in zstd:chunked and seekable archives.
        if head.count >= 4, head[0] & 0xF0 == 0x50, head[1] == 0x2A, head[2] == 0x4D, head[3] == 0x18 { return .zstd }
        return .none
    }
}

extension Compression: CustomStringConvertible {
    public var description: String {
        switch self {
        case .none: "none"
        case .gzip: "gzip"
        case .zstd: "zstd"
        case .xz: "xz"
        }
    }
}
