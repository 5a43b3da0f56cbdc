#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A file that stays open while parts of it are read, here and there.
public final class RandomAccessFile: Sendable {
    private let path: String
    private let file: Int32
    public let size: UInt64

    /// Opens a regular file.
    public init(_ path: String) throws(StoreError) {
        size = try DiskFile.regularSize(path)
        self.path = path
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .cannotRead(path: path, reason: DiskFile.reason(errno)) }
    }

    deinit { close(file) }

    private static let pieceBytes = 256 << 10

    /// Gives the bytes of a range in order and in pieces, each valid only during the call.
    public func read(_ range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let count = Int(min(UInt64(range.count), UInt64(Self.pieceBytes)))
        try withUnsafeTemporaryAllocation(byteCount: max(count, 1), alignment: 64) { buffer in
            var position = range.lowerBound
            while position < range.upperBound {
                let wanted = Int(min(range.upperBound - position, UInt64(buffer.count)))
                let got = pread(file, buffer.baseAddress, wanted, off_t(clamping: position))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    let reason = got < 0 ? DiskFile.reason(errno) : "it ends at byte \(position), too early"
                    throw StoreError.cannotRead(path: path, reason: reason)
                }
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
                position += UInt64(got)
            }
        }
    }

    /// The bytes of a range.
    public func bytes(_ range: Range<UInt64>) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        try read(range) { bytes.append(contentsOf: $0) }
        return bytes
    }
}
