/// The frame of a gzip member (RFC 1952 §2.3) around deflate data that exists already.
///
/// A file of several members unpacks to their contents one behind the other (§2.2), so that deflate streams made elsewhere
/// can be put into one file as they are, each in a member of its own.
public enum GzipMember {
    /// Magic, method 8 (deflate), no flags, no time, no extra flags, unknown system: neither clock nor platform shows.
    public static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    /// Bytes of a member besides its deflate data.
    public static let overhead: UInt64 = 18

    /// Checksum and length, the length modulo 2³².
    public static func trailer(crc32: UInt32, size: UInt64) -> [UInt8] {
        [crc32, UInt32(truncatingIfNeeded: size)].flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
        }
    }
}

/// Bytes as they are, as deflate data: stored blocks (RFC 1951 §3.2.4) of at most 65,535 bytes.
public struct StoredDeflate: Sendable {
    private var remaining: UInt64
    /// Bytes left in the current block.
    private var open: UInt64 = 0

    private static let blockBytes: UInt64 = 65_535

    /// For content of a size known before.
    public init(size: UInt64) { remaining = size }

    /// Bytes that content of a size becomes; at least one block.
    public static func size(of size: UInt64) -> UInt64 {
        size &+ 5 &* max(1, size / blockBytes &+ (size % blockBytes > 0 ? 1 : 0))
    }

    /// Takes the next bytes of the content; no more than were announced.
    public mutating func write(
        _ bytes: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard UInt64(bytes.count) <= remaining else { throw ArchiveError.writerMisused("a stored file grew") }
        var rest = bytes
        while !rest.isEmpty {
            if open == 0 {
                open = min(remaining, Self.blockBytes)
                try header(open, isLast: open == remaining).withUnsafeBytes(sink)
            }
            let count = Int(min(open, UInt64(rest.count)))
            try sink(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            open -= UInt64(count)
            remaining -= UInt64(count)
        }
    }

    private func header(_ count: UInt64, isLast: Bool) -> [UInt8] {
        let (low, high) = (UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8))
        return [isLast ? 1 : 0, low, high, ~low, ~high]
    }
}
