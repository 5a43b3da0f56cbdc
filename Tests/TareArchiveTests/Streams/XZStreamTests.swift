import TareArchive
import Testing

@Suite(.enabled(if: Tool.available("xz")))
struct `XZ streams` {
    private let directory: ScratchDirectory

    init() throws { directory = try ScratchDirectory() }

    private func packed(_ content: [UInt8], _ options: String = "") throws -> [UInt8] {
        try directory.write(content, to: "content")
        try Tool.shell("xz -T1 \(options) -c content > packed", in: directory)
        return try directory.read("packed")
    }

    @Test(
        arguments: Contents.allCases,
        ["-0", "-6e", "-C none -1", "-C crc32 -1", "-C sha256 -1", "--block-size=65536 -1"])
    func `what xz packs is unpacked`(contents: Contents, options: String) throws {
        let content = contents.bytes
        let bytes = try packed(content, options)
        #expect(bytes.withUnsafeBytes { Compression.detect($0) } == .xz)
        for chunk in [509, .max] { #expect(try unpack(bytes, .xz, chunk: chunk) == content) }
    }

    @Test func `streams follow one another, with padding of four zeros between and behind, split anywhere`() throws {
        let bytes = try packed([1, 2]) + [0, 0, 0, 0] + packed([]) + packed([3]) + [UInt8](repeating: 0, count: 8)
        for chunk in 1..<bytes.count { #expect(try unpack(bytes, .xz, chunk: chunk) == [1, 2, 3]) }
    }

    @Test func `cut off at any byte it is refused, but for the ends of streams`() throws {
        let first = try packed(Array(Contents.text.bytes[..<2000]))
        let bytes = try first + packed([1])
        for length in 0..<bytes.count where length != first.count {
            let error = refusal { try unpack(Array(bytes[..<length]), .xz, chunk: length % 2 == 0 ? 1 : .max) }
            #expect(error == .truncated(format: "xz", offset: UInt64(length)))
        }
    }

    @Test func `a changed byte is refused`() throws {
        let content = Array(Contents.text.bytes[..<2000])
        let bytes = try packed(content)
        var generator = SeededGenerator(seed: 4)
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= UInt8(1 + generator.below(255))
            #expect(refusal { try unpack(damaged, .xz) } != nil, "byte \(position)")
        }
    }

    @Test(arguments: [1, .max])
    func `what stands behind the last stream is refused`(chunk: Int) throws {
        let bytes = try packed(Array("content".utf8))
        #expect(
            refusal { try unpack(bytes + Array("a footer behind".utf8), .xz, chunk: chunk) }
                == .trailingData(format: "xz", offset: UInt64(bytes.count)))
        // Padding comes in fours (The .xz File Format 1.1.0, 2.2).
        #expect(refusal { try unpack(bytes + [0, 0, 0], .xz, chunk: chunk) } != nil)
    }

    @Test func `a dictionary that takes more memory than allowed is refused`() throws {
        let bytes = try packed(Contents.text.bytes, "--lzma2=preset=0,dict=256MiB")
        let error = refusal { try unpack(bytes, .xz) }
        #expect(error?.what == "the xz stream needs too much memory: it asks for 256 MiB, and 128 MiB are allowed")
        var limits = DecompressionLimits.standard
        limits.maximumWindow = 300 << 20
        #expect(try unpack(bytes, .xz, limits: limits) == Contents.text.bytes)
    }

    @Test func `LZMA alone and no xz at all are malformed`() throws {
        #expect(
            refusal { try unpack(Array("plain text of some length".utf8), .xz) }
                == .malformed(format: "xz", detail: "no xz header", offset: 0))
        #expect(refusal { try unpack(try packed([1, 2, 3], "--format=lzma"), .xz) } != nil)
    }
}
