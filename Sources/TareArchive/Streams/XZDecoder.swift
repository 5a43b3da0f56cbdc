internal import CLZMA

/// Decodes .xz: any number of streams, every integrity check verified; memory is bounded before it is allocated.
final class XZDecoder {
    private var stream = lzma_stream()
    private let output = OutputBuffer()
    private var isFinished = false

    init(maximumMemory: UInt64) throws(ArchiveError) {
        // LZMA_TELL_UNSUPPORTED_CHECK and LZMA_CONCATENATED (lzma/container.h), whose macros Swift does not import.
        let flags: UInt32 = 0x02 | 0x08
        guard lzma_stream_decoder(&stream, max(maximumMemory, 1 << 20), flags) == LZMA_OK else {
            throw .tooMuchMemory(format: "xz", detail: "no decoder could be made")
        }
    }

    deinit { lzma_end(&stream) }

    func decode(_ input: UnsafeRawBufferPointer, isLast: Bool, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !isFinished || !input.isEmpty else { return }
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = input.count
        while true {
            stream.next_out = output.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = output.bytes.count
            let status = lzma_code(&stream, isLast ? LZMA_FINISH : LZMA_RUN)
            let produced = output.bytes.count - stream.avail_out
            switch status {
            case LZMA_OK, LZMA_STREAM_END, LZMA_BUF_ERROR: break
            default: throw refusal(status)
            }
            if produced > 0 { try sink(UnsafeRawBufferPointer(rebasing: output.bytes[..<produced])) }
            if status == LZMA_STREAM_END {
                isFinished = true
                return
            }
            if status == LZMA_BUF_ERROR {
                if isLast { throw ArchiveError.truncated(format: "xz", offset: stream.total_in) }
                return
            }
            if stream.avail_in == 0, stream.avail_out > 0, !isLast { return }
        }
    }

    private func refusal(_ status: lzma_ret) -> ArchiveError {
        switch status {
        case LZMA_MEMLIMIT_ERROR, LZMA_MEM_ERROR:
            .tooMuchMemory(format: "xz", detail: "it asks for \(lzma_memusage(&stream) >> 20) MiB")
        case LZMA_FORMAT_ERROR where stream.total_out > 0: .trailingData(format: "xz", offset: stream.total_in)
        case LZMA_FORMAT_ERROR: .malformed(format: "xz", detail: "no xz header", offset: stream.total_in)
        case LZMA_UNSUPPORTED_CHECK:
            .malformed(format: "xz", detail: "unknown integrity check", offset: stream.total_in)
        default: .malformed(format: "xz", detail: "corrupt data", offset: stream.total_in)
        }
    }
}
