/// Bounds on an image that is unpacked.
public struct UnpackingLimits: Sendable, Hashable {
    /// Files, folders and links.
    public var entries: Int
    /// Bytes of content.
    public var bytes: UInt64

    public init(entries: Int = 1_000_000, bytes: UInt64 = 32 << 30) {
        self.entries = entries
        self.bytes = bytes
    }
}
