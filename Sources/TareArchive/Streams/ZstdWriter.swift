internal import CZstd

/// Packs a stream as one zstd frame (RFC 8878) with a checksum, on one thread: the same bytes in give the same bytes out
/// for one release of the library; another may pack differently.
public final class ZstdWriter {
    private let stream: OpaquePointer
    private let output = OutputBuffer()
    private var isFinished = false

    /// - Parameter level: 1 to 19.
    public init(level: Int32 = 3) throws(ArchiveError) {
        guard let stream = ZSTD_createCStream() else {
            throw .tooMuchMemory(format: "zstd", detail: "no encoder could be made")
        }
        self.stream = stream
        ZSTD_CCtx_setParameter(stream, ZSTD_c_compressionLevel, min(max(level, 1), 19))
        ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
    }

    deinit { ZSTD_freeCStream(stream) }

    /// Packs the next bytes and gives what comes out of it to `sink`, in pieces that are valid only during the call.
    public func write(_ bytes: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !isFinished else { throw ArchiveError.writerMisused("bytes came behind the zstd stream's end") }
        try run(bytes, ZSTD_e_continue, sink)
    }

    /// Ends the stream; a second call does nothing.
    public func finish(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !isFinished else { return }
        isFinished = true
        try run(UnsafeRawBufferPointer(start: nil, count: 0), ZSTD_e_end, sink)
    }

    private func run(
        _ input: UnsafeRawBufferPointer, _ end: ZSTD_EndDirective, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        while true {
            var target = ZSTD_outBuffer(dst: output.bytes.baseAddress, size: output.bytes.count, pos: 0)
            let rest = ZSTD_compressStream2(stream, &target, &source, end)
            guard ZSTD_isError(rest) == 0 else {
                throw ArchiveError.writerMisused("zstd refused to pack: \(String(cString: ZSTD_getErrorName(rest)))")
            }
            if target.pos > 0 { try sink(UnsafeRawBufferPointer(rebasing: output.bytes[..<target.pos])) }
            if end == ZSTD_e_end ? rest == 0 : source.pos == source.size { return }
        }
    }
}
