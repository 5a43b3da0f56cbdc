internal import CZstd

/// Decodes zstd (RFC 8878): any number of frames; the window is bounded before it is allocated.
final class ZstdDecoder {
    private let stream: OpaquePointer
    private let output = OutputBuffer()
    private let windowLimit: UInt64
    private var offset: UInt64 = 0
    /// Whether the stream stands at the end of a frame.
    private var isBetweenFrames = true
    private var sawFrame = false
    /// Where the last complete frame ended.
    private var frameEnd: UInt64 = 0

    init(maximumWindow: UInt64) throws(ArchiveError) {
        guard let stream = ZSTD_createDStream() else {
            throw .tooMuchMemory(format: "zstd", detail: "no decoder could be made")
        }
        self.stream = stream
        let log = Int32(63 - max(maximumWindow, 1024).leadingZeroBitCount)
        windowLimit = 1 << UInt64(min(log, 31))
        ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, min(log, 31))
    }

    deinit { ZSTD_freeDStream(stream) }

    func decode(_ input: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var isOutputFull = false
        while source.pos < source.size || isOutputFull {
            let before = source.pos
            var target = ZSTD_outBuffer(dst: output.bytes.baseAddress, size: output.bytes.count, pos: 0)
            let status = ZSTD_decompressStream(stream, &target, &source)
            offset &+= UInt64(source.pos - before)
            guard ZSTD_isError(status) == 0 else { throw refusal(status) }
            sawFrame = true
            isBetweenFrames = status == 0
            if isBetweenFrames { frameEnd = offset }
            // At a frame's end nothing is held back, and another call would begin the next frame.
            isOutputFull = target.pos == target.size && !isBetweenFrames
            if target.pos > 0 { try sink(UnsafeRawBufferPointer(rebasing: output.bytes[..<target.pos])) }
        }
    }

    func finish() throws(ArchiveError) {
        guard sawFrame, isBetweenFrames else { throw .truncated(format: "zstd", offset: offset) }
    }

    private func refusal(_ status: Int) -> ArchiveError {
        let text = ZSTD_getErrorName(status).map { String(cString: $0) } ?? "unknown error"
        if ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge {
            return .tooMuchMemory(format: "zstd", detail: "its window is larger than \(windowLimit >> 20) MiB")
        }
        if frameEnd > 0, ZSTD_getErrorCode(status) == ZSTD_error_prefix_unknown {
            return .trailingData(format: "zstd", offset: frameEnd)
        }
        return .malformed(format: "zstd", detail: text, offset: offset)
    }
}
