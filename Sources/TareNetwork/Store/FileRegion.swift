#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A file, or a member of an uncompressed archive: bytes at an offset of a file on disk.
public struct FileRegion: Sendable, Hashable {
    public let path: String
    public let offset: UInt64
    public let size: UInt64

    /// Pieces of this size stay in a core's cache while they are unpacked and hashed.
    private static let pieceBytes = 256 << 10

    /// Gives the bytes in order, a piece at a time, each valid only during the call. A file that has become shorter is
    /// refused.
    public func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw StoreError.cannotRead(path: path, reason: DiskFile.reason(errno)) }
        defer { close(file) }
        posix_fadvise(file, off_t(clamping: offset), off_t(clamping: size), POSIX_FADV_SEQUENTIAL)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Int(min(size, UInt64(Self.pieceBytes))), alignment: 64)
        defer { buffer.deallocate() }
        var position: UInt64 = 0
        while position < size {
            let wanted = Int(min(size - position, UInt64(buffer.count)))
            let count = pread(file, buffer.baseAddress, wanted, off_t(clamping: offset + position))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let reason = count < 0 ? DiskFile.reason(errno) : "it ends at byte \(offset + position), too early"
                throw StoreError.cannotRead(path: path, reason: reason)
            }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            position += UInt64(count)
        }
    }

    /// The region's bytes, of at most `limit`.
    func bytes(limit: Int) throws -> [UInt8] {
        guard size <= UInt64(limit) else { throw StoreError.tooLarge(path: path, limit: limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        try forEachPiece { bytes.append(contentsOf: $0) }
        return bytes
    }
}
