import TareArchive
import Testing

struct `The deflate encoder` {
    private let encoder = DeflateEncoder()

    private func member(_ content: [UInt8], _ deflate: [UInt8]) -> [UInt8] {
        var checksum = CRC32()
        content.withUnsafeBytes { checksum.update($0) }
        return TareArchive.GzipMember.header + deflate
            + TareArchive.GzipMember.trailer(crc32: checksum.value, size: UInt64(content.count))
    }

    private func pack(_ content: [UInt8]) -> [UInt8] { content.withUnsafeBytes { encoder.pack($0) } }

    @Test(arguments: Contents.allCases)
    func `its bytes are counted before they are made, and other programs unpack them`(contents: Contents) throws {
        let content = contents.bytes
        let packed = pack(content)
        #expect(content.withUnsafeBytes { encoder.size(of: $0) } == UInt64(packed.count))
        let bytes = member(content, packed)
        #expect(try unpack(bytes, .gzip) == content)
        // Stored blocks cost 5 bytes each, and have 16 KiB where nothing repeats.
        #expect(packed.count <= content.count + 5 * (content.count / 16_384 + 1) + 5)
        let directory = try ScratchDirectory()
        try directory.write(bytes, to: "made.gz")
        for program in ["gzip", "igzip", "pigz"] where Tool.available(program) {
            #expect(try Tool.run(program, ["-dc", directory.path("made.gz")]) == content, "\(program)")
        }
        let zlib = """
            import sys, zlib
            stream = zlib.decompressobj(31)
            sys.stdout.buffer.write(stream.decompress(open(sys.argv[1], "rb").read()))
            assert stream.eof and not stream.unused_data
            """
        if Tool.available("python3") {
            #expect(try Tool.run("python3", ["-c", zlib, directory.path("made.gz")]) == content)
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `whatever went before, an input gives the same bytes, and they hold it`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var content: [UInt8] = []
        let target = [3, 80, 700, 20_000, 70_000, 140_000][generator.below(6)]
        while content.count < target {
            switch generator.below(5) {
            case 0: content += generator.bytes(1 + generator.below(300))
            case 1: content += [UInt8](repeating: UInt8(generator.below(3)), count: 1 + generator.below(900))
            case 2: content += (0..<generator.below(400)).map { _ in UInt8(97 + generator.below(4)) }
            default:
                // Something that was there before, near or far.
                guard !content.isEmpty else { continue }
                let start = generator.below(content.count)
                content += content[start..<min(content.count, start + 1 + generator.below(500))]
            }
        }
        let packed = pack(content)
        #expect(content.withUnsafeBytes { encoder.size(of: $0) } == UInt64(packed.count))
        #expect(content.withUnsafeBytes { DeflateEncoder().pack($0) } == packed)
        #expect(try unpack(member(content, packed), .gzip) == content)
    }

    @Test func `what packs well packs about as well as by zlib`() throws {
        let content = Contents.text.bytes
        var reference = 0
        let writer = try GzipWriter()
        try content.withUnsafeBytes { try writer.write($0) { reference += $0.count } }
        try writer.finish { reference += $0.count }
        #expect(Double(pack(content).count) < 1.15 * Double(reference))
        // A run costs 258 bytes in about two bits of its own code.
        #expect(pack(Contents.zeros.bytes).count < 6_000)
    }

    /// Other bytes would change the digest of every image that is built: this is to be changed knowingly.
    @Test func `its bytes do not change from release to release`() {
        var digest = CRC32()
        for contents in Contents.allCases { pack(contents.bytes).withUnsafeBytes { digest.update($0) } }
        #expect(digest.value == 2_749_108_099)
    }
}

struct `Gzip members` {
    @Test(arguments: [0, 1, 65_534, 65_535, 65_536, 131_070, 200_000])
    func `stored content has the size that was foretold, in any pieces`(count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let content = generator.bytes(count)
        guard count > 0 else {
            #expect(StoredDeflate.size(of: 0) == 5)
            return
        }
        for chunk in [1 << 20, 65_535, 4_099] {
            var (output, writer): ([UInt8], StoredDeflate) = ([], StoredDeflate(size: UInt64(count)))
            try content.forEachChunk(chunk) { try writer.write($0) { output.append(contentsOf: $0) } }
            #expect(UInt64(output.count) == StoredDeflate.size(of: UInt64(count)))
            var checksum = CRC32()
            content.withUnsafeBytes { checksum.update($0) }
            let trailer = TareArchive.GzipMember.trailer(crc32: checksum.value, size: UInt64(count))
            #expect(try unpack(TareArchive.GzipMember.header + output + trailer, .gzip) == content)
        }
        var writer = StoredDeflate(size: UInt64(count - 1))
        let error = refusal { try content.withUnsafeBytes { try writer.write($0) { _ in } } }
        #expect(error == .writerMisused("a stored file grew"))
    }
}

struct `The zstd writer` {
    @Test(arguments: Contents.allCases)
    func `its bytes are the same each time, and zstd unpacks them`(contents: Contents) throws {
        func packed() throws -> [UInt8] {
            var output: [UInt8] = []
            let writer = try ZstdWriter()
            try contents.bytes.forEachChunk(65_537) { try writer.write($0) { output.append(contentsOf: $0) } }
            try writer.finish { output.append(contentsOf: $0) }
            return output
        }
        let bytes = try packed()
        #expect(try packed() == bytes)
        #expect(try unpack(bytes, .zstd) == contents.bytes)
        guard Tool.available("zstd") else { return }
        let directory = try ScratchDirectory()
        try directory.write(bytes, to: "made.zst")
        #expect(try Tool.run("zstd", ["-dcq", directory.path("made.zst")]) == contents.bytes)
    }
}
