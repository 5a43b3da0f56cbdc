internal import CLZMA

/// Decodes .xz: any number of streams, every integrity check verified; memory is bounded before it is allocated.
///
/// Between and behind streams there may be zeros, four by four (The .xz File Format 1.1.0, 2.2 "Stream Padding").
final class XZDecoder {
    private var stream = lzma_stream()
    private let output = OutputBuffer()
    private let maximumMemory: UInt64
    /// Bytes taken in before the stream at hand.
    private var streamStart: UInt64 = 0
    private var streams = 0
    /// Zeros seen behind a stream; `nil` inside one.
    private var padding: UInt64?

    init(maximumMemory: UInt64) throws(ArchiveError) {
        self.maximumMemory = maximumMemory
        try begin()
    }

    deinit { lzma_end(&stream) }

    /// Makes ready for a stream; memory of the one before is used again.
    private func begin() throws(ArchiveError) {
        // LZMA_TELL_UNSUPPORTED_CHECK (lzma/container.h), a macro that Swift does not import.
        guard lzma_stream_decoder(&stream, max(maximumMemory, 1 << 20), 0x02) == LZMA_OK else {
            throw .tooMuchMemory(format: "xz", detail: "no decoder could be made")
        }
    }

    func decode(_ input: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var rest = input
        while !rest.isEmpty {
            let consumed = try padding == nil ? decodeStream(rest, sink) : passPadding(rest)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(consumed))
        }
    }

    func finish() throws(ArchiveError) {
        guard let padding else { throw .truncated(format: "xz", offset: streamStart &+ stream.total_in) }
        guard padding % 4 == 0 else { throw .truncated(format: "xz", offset: streamStart &+ padding) }
    }

    /// Takes what belongs to the stream at hand.
    private func decodeStream(
        _ input: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = input.count
        while true {
            stream.next_out = output.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = output.bytes.count
            let status = lzma_code(&stream, LZMA_RUN)
            let produced = output.bytes.count - stream.avail_out
            switch status {
            case LZMA_OK, LZMA_STREAM_END, LZMA_BUF_ERROR: break
            default: throw refusal(status)
            }
            if produced > 0 { try sink(UnsafeRawBufferPointer(rebasing: output.bytes[..<produced])) }
            if status == LZMA_STREAM_END {
                streamStart &+= stream.total_in
                streams += 1
                padding = 0
                return input.count - stream.avail_in
            }
            // All that was given is taken in, and nothing is held back for want of room.
            if status == LZMA_BUF_ERROR || (stream.avail_in == 0 && stream.avail_out > 0) { return input.count }
        }
    }

    /// Takes the zeros behind a stream; what is none begins the next one.
    private func passPadding(_ input: UnsafeRawBufferPointer) throws(ArchiveError) -> Int {
        let zeros = input.firstIndex { $0 != 0 } ?? input.count
        let seen = (padding ?? 0) &+ UInt64(zeros)
        padding = seen
        guard zeros < input.count else { return zeros }
        streamStart &+= seen
        guard seen % 4 == 0 else { throw .trailingData(format: "xz", offset: streamStart) }
        padding = nil
        try begin()
        return zeros
    }

    private func refusal(_ status: lzma_ret) -> ArchiveError {
        let offset = streamStart &+ stream.total_in
        return switch status {
        case LZMA_MEMLIMIT_ERROR, LZMA_MEM_ERROR:
            .tooMuchMemory(
                format: "xz",
                detail: "it asks for \(lzma_memusage(&stream) >> 20) MiB, and \(maximumMemory >> 20) MiB are allowed")
        case LZMA_FORMAT_ERROR where streams > 0: .trailingData(format: "xz", offset: streamStart)
        case LZMA_FORMAT_ERROR: .malformed(format: "xz", detail: "no xz header", offset: streamStart)
        case LZMA_UNSUPPORTED_CHECK: .malformed(format: "xz", detail: "unknown integrity check", offset: offset)
        default: .malformed(format: "xz", detail: "corrupt data", offset: offset)
        }
    }
}
