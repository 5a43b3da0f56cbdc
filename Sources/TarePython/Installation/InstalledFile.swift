/// A file as it will lie in an environment.
public struct InstalledFile: Sendable, Hashable {
    public enum Source: Sendable, Hashable {
        /// An entry of the wheel's archive, by its number, byte for byte.
        case entry(Int)
        /// Bytes that no entry has: a launcher, a record, a script with its first line replaced.
        case bytes([UInt8])
    }

    /// Relative to the environment's root.
    public var path: String
    /// 0o644, or 0o755 for scripts and for what the archive marks as executable.
    public var mode: UInt16
    public var size: UInt64
    public var crc32: UInt32
    public var source: Source
    /// What RECORD states of an entry's content, to be verified while it is unpacked; `nil` where it states nothing.
    public var digest: RecordDigest?
}
