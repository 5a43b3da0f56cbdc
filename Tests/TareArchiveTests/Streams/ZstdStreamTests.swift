import TareArchive
import Testing

@Suite(.enabled(if: Tool.available("zstd")))
struct `Zstd streams` {
    private let directory: ScratchDirectory

    init() throws { directory = try ScratchDirectory() }

    private func packed(_ content: [UInt8], _ options: String = "") throws -> [UInt8] {
        try directory.write(content, to: "content")
        try Tool.shell("zstd -q -f \(options) content -o packed", in: directory)
        return try directory.read("packed")
    }

    /// RFC 8878 §3.1.2, with the last digit of the magic number.
    private func skippable(_ kind: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0x50 | kind, 0x2A, 0x4D, 0x18]
            + (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) } + content
    }

    @Test(
        arguments: Contents.allCases, ["-1", "-19", "--no-check", "--no-content-size", "--long=27", "--rsyncable -T2"])
    func `what zstd packs is unpacked`(contents: Contents, options: String) throws {
        let content = contents.bytes
        let bytes = try packed(content, options)
        #expect(bytes.withUnsafeBytes { Compression.detect($0) } == .zstd)
        for chunk in [509, 131_075, .max] { #expect(try unpack(bytes, .zstd, chunk: chunk) == content) }
    }

    @Test(arguments: [1, 2, 3, 4])
    func `a frame that ends just where the output buffer does is complete`(buffers: Int) throws {
        let content = [UInt8](repeating: 9, count: buffers * 256 << 10)
        let bytes = try packed(content)
        #expect(try unpack(bytes, .zstd) == content)
        #expect(try unpack(bytes + bytes, .zstd).count == 2 * content.count)
    }

    @Test func `frames follow one another, skippable and empty ones among them, split anywhere`() throws {
        let (first, second, empty) = (Array("first ".utf8), Array("second".utf8), try packed([]))
        let bytes =
            try skippable(0, [1, 2, 3]) + packed(first) + skippable(15, []) + empty + empty + packed(second)
            + skippable(7, [UInt8](repeating: 0xFD, count: 70))
        #expect(bytes.withUnsafeBytes { Compression.detect($0) } == .zstd)
        for chunk in 1..<bytes.count { #expect(try unpack(bytes, .zstd, chunk: chunk) == first + second) }
    }

    @Test func `cut off at any byte it is refused as cut off, but for the ends of frames`() throws {
        let bytes = try packed(Array(Contents.text.bytes[..<2000])) + skippable(3, [1]) + packed([1])
        var whole = 0
        for length in 0..<bytes.count {
            let error = refusal { try unpack(Array(bytes[..<length]), .zstd, chunk: length % 2 == 0 ? 1 : .max) }
            if error == nil { whole += 1 } else { #expect(error == .truncated(format: "zstd", offset: UInt64(length))) }
        }
        #expect(whole == 2)
    }

    @Test func `a changed byte is refused or changes nothing`() throws {
        let content = Array(Contents.text.bytes[..<2000])
        let bytes = try packed(content)
        var generator = SeededGenerator(seed: 3)
        var refused = 0
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= UInt8(1 + generator.below(255))
            do {
                // The checksum holds only for the content that was packed.
                #expect(try unpack(damaged, .zstd) == content)
            } catch {
                #expect(error is ArchiveError)
                refused += 1
            }
        }
        #expect(refused > bytes.count - 8)
    }

    @Test(arguments: [1, 3, .max])
    func `what stands behind the last frame is refused`(chunk: Int) throws {
        let bytes = try packed(Array("content".utf8))
        for junk in [[0], [0x28, 0xB5, 0], Array("footer".utf8)] as [[UInt8]] {
            #expect(
                refusal { try unpack(bytes + junk, .zstd, chunk: chunk) }
                    == .trailingData(format: "zstd", offset: UInt64(bytes.count)))
        }
    }

    @Test func `no frame at all is malformed`() {
        let error = refusal { try unpack(Array("plain text".utf8), .zstd) }
        #expect(error?.what == "the zstd stream is malformed: Unknown frame descriptor")
    }

    /// RFC 8878 §3.1.1.1.2: the window is 2^(10 + exponent) bytes and eighths of it.
    @Test(arguments: [18, 21, 31] as [UInt8])
    func `a window of 256 MiB and more is refused before it is allocated`(exponent: UInt8) {
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, exponent << 3, 0x09, 0, 0, 0x41]
        for chunk in [1, .max] {
            let error = refusal { try unpack(frame, .zstd, chunk: chunk) }
            #expect(error == .tooMuchMemory(format: "zstd", detail: "its window is larger than 128 MiB"))
            #expect(error?.hint == "pack it again with the format's default window")
        }
    }

    @Test func `a window of 128 MiB is taken, as zstd itself takes it`() throws {
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 17 << 3, 0x09, 0, 0, 0x41]
        #expect(try unpack(frame, .zstd) == [0x41])
    }
}
