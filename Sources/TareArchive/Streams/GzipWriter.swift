internal import CZlib

/// Packs a stream as one gzip member (RFC 1952): the same bytes in give the same bytes out, run after run.
///
/// The header is fixed (no name, time 0, system 255 "unknown"), so that neither clock nor platform shows. The deflate data
/// is zlib's at level 6 with its default window and memory; another zlib release may pack differently, which changes a
/// blob's digest and never that of what it holds.
public final class GzipWriter {
    private var stream = z_stream()
    private let output = OutputBuffer()
    private var checksum = CRC32()
    private var length: UInt64 = 0
    private var isStarted = false
    private var isFinished = false

    public init(level: Int32 = 6) throws(ArchiveError) {
        // A negative window means raw deflate: zlib's own header would state this platform.
        let status = deflateInit2_(
            &stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .writerMisused("no gzip stream of level \(level) can be made") }
    }

    deinit { deflateEnd(&stream) }

    /// Packs the next bytes and gives what comes out of it to `sink`, in pieces that are valid only during the call.
    public func write(_ bytes: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !isFinished else { throw ArchiveError.writerMisused("bytes came behind the gzip stream's end") }
        try start(sink)
        checksum.update(bytes)
        length &+= UInt64(bytes.count)
        var rest = bytes
        // zlib counts in 32 bits.
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            try run(piece, flush: Z_NO_FLUSH, sink)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
        }
    }

    /// Ends the stream; a second call does nothing.
    public func finish(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !isFinished else { return }
        isFinished = true
        try start(sink)
        try run(UnsafeRawBufferPointer(start: nil, count: 0), flush: Z_FINISH, sink)
        try GzipMember.trailer(crc32: checksum.value, size: length).withUnsafeBytes(sink)
    }

    private func start(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !isStarted else { return }
        isStarted = true
        try GzipMember.header.withUnsafeBytes(sink)
    }

    private func run(
        _ input: UnsafeRawBufferPointer, flush: Int32, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        // SAFETY: deflate only reads through next_in; it is no pointer to const for C's old sake.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(input.count)
        while true {
            stream.next_out = output.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = UInt32(output.bytes.count)
            let status = deflate(&stream, flush)
            let produced = output.bytes.count - Int(stream.avail_out)
            if produced > 0 { try sink(UnsafeRawBufferPointer(rebasing: output.bytes[..<produced])) }
            if status == Z_STREAM_END { return }
            guard status == Z_OK || status == Z_BUF_ERROR else {
                throw ArchiveError.writerMisused("zlib refused to pack: status \(status)")
            }
            // All that was given is taken in, and nothing is held back for want of room.
            if flush == Z_NO_FLUSH, stream.avail_in == 0, stream.avail_out > 0 { return }
        }
    }
}
