/// Unpacks a stream as its bytes arrive.
///
/// Memory is the format's window and one output buffer. Every checksum of the format is verified; output is bounded by
/// `DecompressionLimits`. Data behind the end of a stream is refused. After an error the decompressor is spent.
public struct Decompressor: ~Copyable {
    private enum Engine {
        case plain
        case gzip(GzipDecoder)
        case zstd(ZstdDecoder)
        case xz(XZDecoder)
    }

    public let compression: Compression
    /// Bytes taken in so far.
    public private(set) var inputBytes: UInt64 = 0
    /// Bytes given out so far.
    public private(set) var outputBytes: UInt64 = 0
    private let limits: DecompressionLimits
    private let engine: Engine

    public init(_ compression: Compression, limits: DecompressionLimits = .standard) throws(ArchiveError) {
        self.compression = compression
        self.limits = limits
        switch compression {
        case .none: engine = .plain
        case .gzip: engine = .gzip(GzipDecoder())
        case .zstd: engine = .zstd(try ZstdDecoder(maximumWindow: limits.maximumWindow))
        case .xz: engine = .xz(try XZDecoder(maximumMemory: limits.maximumWindow))
        }
    }

    /// Takes the next bytes and gives what comes out of them to `sink`, in pieces that are valid only during the call.
    public mutating func consume(
        _ input: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard !input.isEmpty else { return }
        inputBytes &+= UInt64(input.count)
        try decode(input, isLast: false, sink)
    }

    /// Says that no more bytes come. Throws `truncated` where the format expects more.
    public mutating func finish(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try decode(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, sink)
    }

    private mutating func decode(
        _ input: UnsafeRawBufferPointer, isLast: Bool, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let (format, limits, inputBytes) = (compression.description, limits, inputBytes)
        var output = outputBytes
        func give(_ bytes: UnsafeRawBufferPointer) throws {
            output &+= UInt64(bytes.count)
            try limits.check(format, input: inputBytes, output: output)
            try sink(bytes)
        }
        defer { outputBytes = output }
        switch engine {
        case .plain: if !input.isEmpty { try give(input) }
        case .gzip(let decoder): try isLast ? decoder.finish() : decoder.decode(input, give)
        case .zstd(let decoder): try isLast ? decoder.finish() : decoder.decode(input, give)
        case .xz(let decoder): try isLast ? decoder.finish() : decoder.decode(input, give)
        }
    }
}

/// One output buffer of a decoder, freed with it.
final class OutputBuffer {
    let bytes: UnsafeMutableRawBufferPointer

    /// 256 KiB stay in a core's cache until the sink has hashed and parsed them.
    init(count: Int = 256 << 10) { bytes = .allocate(byteCount: count, alignment: 64) }

    deinit { bytes.deallocate() }
}
