internal import CISAL
internal import CZlib

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Raw deflate (RFC 1951) decoding: ISA-L where the machine has it, zlib elsewhere. Both give the same bytes.
///
/// ISA-L is opened at run time since Debian ships no archive of it to link; it is several times as fast as zlib.
protocol RawInflate: AnyObject {
    /// Makes ready for a new deflate stream.
    func reset()

    /// Decodes from `input` into `output`. `nil` when the stream is malformed.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> InflateStep?
}

struct InflateStep {
    var consumed: Int
    var produced: Int
    /// Whether the stream's last block has ended.
    var isFinished: Bool
    /// Bytes behind the end of the stream that the decoder had taken in already; at most 8.
    var leftover: [UInt8] = []
}

/// The functions of `libisal.so.2` that are used.
struct IntelligentStorageLibrary: Sendable {
    typealias Inflate = @convention(c) (UnsafeMutablePointer<inflate_state>) -> Int32
    typealias Initialise = @convention(c) (UnsafeMutablePointer<inflate_state>) -> Void
    typealias Checksum = @convention(c) (UInt32, UnsafePointer<UInt8>, UInt64) -> UInt32

    let initialise: Initialise
    let inflate: Inflate
    let crc32: Checksum

    /// `nil` where the library is not installed or lacks a function.
    static let shared: IntelligentStorageLibrary? = {
        guard let handle = dlopen("libisal.so.2", RTLD_NOW | RTLD_LOCAL),
            let initialise = dlsym(handle, "isal_inflate_init"), let inflate = dlsym(handle, "isal_inflate"),
            let crc32 = dlsym(handle, "crc32_gzip_refl")
        else { return nil }
        // SAFETY: the signatures are those of igzip_lib.h and crc.h, version 2 of the library's binary interface.
        return IntelligentStorageLibrary(
            initialise: unsafeBitCast(initialise, to: Initialise.self),
            inflate: unsafeBitCast(inflate, to: Inflate.self),
            crc32: unsafeBitCast(crc32, to: Checksum.self))
    }()
}

/// Inflate by ISA-L.
final class FastInflate: RawInflate {
    private let library: IntelligentStorageLibrary
    private let state: UnsafeMutablePointer<inflate_state>

    init(_ library: IntelligentStorageLibrary) {
        self.library = library
        // SAFETY: a C structure without pointers that it owns; `reset` initialises it.
        state = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<inflate_state>.stride, alignment: 64
        ).bindMemory(to: inflate_state.self, capacity: 1)
        reset()
    }

    deinit { UnsafeMutableRawPointer(state).deallocate() }

    func reset() {
        library.initialise(state)
        state.pointee.crc_flag = UInt32(ISAL_DEFLATE)
    }

    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> InflateStep? {
        // SAFETY: ISA-L only reads `next_in`.
        state.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(truncatingIfNeeded: input.count)
        state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(truncatingIfNeeded: output.count)
        guard library.inflate(state) == ISAL_DECOMP_OK else { return nil }
        let isFinished = state.pointee.block_state == ISAL_BLOCK_FINISH
        return InflateStep(
            consumed: input.count - Int(state.pointee.avail_in),
            produced: output.count - Int(state.pointee.avail_out),
            isFinished: isFinished, leftover: isFinished ? bitBuffer : [])
    }

    /// The whole bytes in the bit buffer: what follows the stream, since its last byte is padded.
    private var bitBuffer: [UInt8] {
        let bits = Int(state.pointee.read_in_length)
        guard bits >= 8 else { return [] }
        let value = state.pointee.read_in >> UInt64(bits % 8)
        return (0..<bits / 8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}

/// Inflate by zlib.
final class PortableInflate: RawInflate {
    private var stream = z_stream()

    init() { inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) }

    deinit { inflateEnd(&stream) }

    func reset() { inflateReset(&stream) }

    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> InflateStep? {
        // SAFETY: zlib only reads `next_in`.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(truncatingIfNeeded: input.count)
        stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(truncatingIfNeeded: output.count)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
        return InflateStep(
            consumed: input.count - Int(stream.avail_in), produced: output.count - Int(stream.avail_out),
            isFinished: status == Z_STREAM_END)
    }
}

/// CRC-32 as gzip and zip have it (ISO 3309), over a stream.
public struct CRC32: Sendable {
    public private(set) var value: UInt32 = 0

    public init() {}

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        if let library = IntelligentStorageLibrary.shared {
            value = library.crc32(value, start, UInt64(bytes.count))
        } else {
            value = UInt32(truncatingIfNeeded: crc32_z(UInt(value), start, bytes.count))
        }
    }
}
