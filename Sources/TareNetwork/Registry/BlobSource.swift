internal import NIOCore

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Content to push, readable at any offset, so that a cut-off upload can go on where it stopped.
public struct BlobSource: Sendable {
    public let size: UInt64
    /// Reads up to `count` bytes at `offset`; fewer only at the end.
    let read: @Sendable (_ offset: UInt64, _ count: Int) throws -> [UInt8]

    public init(size: UInt64, read: @escaping @Sendable (_ offset: UInt64, _ count: Int) throws -> [UInt8]) {
        self.size = size
        self.read = read
    }

    public init(_ bytes: [UInt8]) {
        self.init(size: UInt64(bytes.count)) { offset, count in
            let start = Int(min(offset, UInt64(bytes.count)))
            return Array(bytes[start..<min(start + count, bytes.count)])
        }
    }

    /// A file, opened anew for each read so that none stays open while a registry is waited for.
    public init(file path: String, size: UInt64) {
        self.init(size: size) { offset, count in
            let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
            return try file.closeAfter {
                try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                    while filled < count {
                        let rest = UnsafeMutableRawBufferPointer(
                            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                        let got = try file.read(fromAbsoluteOffset: Int64(offset) + Int64(filled), into: rest)
                        if got == 0 { return }
                        filled += got
                    }
                }
            }
        }
    }
}

/// A part of a source as the body of a request.
struct BlobRangeSequence: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let source: BlobSource
    let range: Range<UInt64>

    init(_ source: BlobSource, _ range: Range<UInt64>) {
        self.source = source
        self.range = range
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let source: BlobSource
        var offset: UInt64
        let end: UInt64

        mutating func next() async throws -> ByteBuffer? {
            guard offset < end else { return nil }
            let count = Int(Swift.min(end - offset, 256 << 10))
            let bytes: [UInt8]
            do {
                bytes = try source.read(offset, count)
            } catch {
                throw BlobSourceFailure.unreadable(String(describing: error))
            }
            guard bytes.count == count else { throw BlobSourceFailure.ended(offset: offset + UInt64(bytes.count)) }
            offset += UInt64(count)
            return ByteBuffer(bytes: bytes)
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source: source, offset: range.lowerBound, end: range.upperBound)
    }
}

/// A source that cannot be read, or has fewer bytes than it said: no failure of a registry.
enum BlobSourceFailure: Error {
    case unreadable(String)
    case ended(offset: UInt64)
}
