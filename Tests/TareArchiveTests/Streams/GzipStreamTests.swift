import TareArchive
import Testing

struct `Gzip framing` {
    @Test(arguments: 0..<32 as Range<UInt8>)
    func `every combination of header fields is read, split anywhere`(flags: UInt8) throws {
        var member = GzipMember("content")
        member.isText = flags & 1 != 0
        member.hasChecksum = flags & 2 != 0
        if flags & 4 != 0 { member.extra = Array("AB\u{3}\u{0}xyz".utf8) }
        if flags & 8 != 0 { member.name = "name.tar" }
        if flags & 16 != 0 { member.comment = "a comment" }
        let bytes = try member.bytes()
        for split in 0...bytes.count {
            var output: [UInt8] = []
            var decompressor = try Decompressor(.gzip)
            for piece in [bytes[..<split], bytes[split...]] {
                try Array(piece).withUnsafeBytes { try decompressor.consume($0) { output.append(contentsOf: $0) } }
            }
            try decompressor.finish { output.append(contentsOf: $0) }
            #expect(output == member.content, "split at \(split)")
        }
        #expect(try unpack(bytes, .gzip, chunk: 1) == member.content)
    }

    @Test func `empty extra data, name and comment are read`() throws {
        var member = GzipMember("content")
        (member.extra, member.name, member.comment, member.hasChecksum) = ([], "", "", true)
        #expect(try unpack(try member.bytes(), .gzip, chunk: 1) == member.content)
    }

    @Test func `a header of 64 KiB of extra data is read and one beyond 256 KiB is refused`() throws {
        var member = GzipMember("content")
        member.extra = [UInt8](repeating: 5, count: 65535)
        #expect(try unpack(try member.bytes(), .gzip) == member.content)
        member.name = String(repeating: "n", count: 300_000)
        let bytes = try member.bytes()
        #expect(
            refusal { try unpack(bytes, .gzip) }
                == .malformed(
                    format: "gzip", detail: "the header is longer than 256 KiB", offset: 256 << 10))
    }

    @Test func `members follow one another, empty ones and those of other levels among them`() throws {
        let contents = ["first ", "", "second ", "", "", "third"].map { Array($0.utf8) }
        var bytes: [UInt8] = []
        for (index, content) in contents.enumerated() { bytes += try packed(content, level: Int32(index)) }
        for chunk in [1, 2, 3, 7, 19, 20, 21, .max] {
            #expect(try unpack(bytes, .gzip, chunk: chunk) == contents.flatMap(\.self))
        }
    }

    @Test func `many members cost no more than their bytes`() throws {
        let member = try packed(Array("x".utf8))
        let bytes = (0..<5000).flatMap { _ in member }
        #expect(try unpack(bytes, .gzip).count == 5000)
    }

    @Test func `zeros behind the end are padding`() throws {
        let bytes = try packed(Array("content".utf8)) + [UInt8](repeating: 0, count: 1000)
        for chunk in [1, 7, 512, .max] { #expect(try unpack(bytes, .gzip, chunk: chunk) == Array("content".utf8)) }
    }

    @Test(arguments: [[1], [0, 0, 9], [0x1F, 0x8C], Array("a footer".utf8), [0, 0x1F, 0x8B, 8]] as [[UInt8]])
    func `anything else behind the end is refused, whatever the pieces`(junk: [UInt8]) throws {
        let bytes = try packed(Array("content".utf8))
        let bad = try #require(junk.indices.first { junk[$0] != (junk[0] == 0 ? 0 : [0x1F, 0x8B, 8][$0]) })
        for chunk in [1, 7, .max] {
            #expect(
                refusal { try unpack(bytes + junk, .gzip, chunk: chunk) }
                    == .trailingData(format: "gzip", offset: UInt64(bytes.count + bad)))
        }
    }

    @Test func `a further member is refused for what is wrong in it`() throws {
        let bytes = try packed(Array("content".utf8))
        #expect(
            refusal { try unpack(bytes + [0x1F, 0x8B, 9], .gzip) }
                == .malformed(
                    format: "gzip", detail: "compression method 9 is not deflate", offset: UInt64(bytes.count + 2)))
    }

    @Test(
        arguments: [
            ([0x1F, 0x8B, 8, 0x20], "reserved header flags are set", 3),
            ([0x1F, 0x8B, 7], "compression method 7 is not deflate", 2),
            ([0x1F, 0x9D, 0x90], "no gzip header", 1), ([0x50], "no gzip header", 0),
        ] as [([UInt8], String, UInt64)])
    func `what is no gzip member is refused`(bytes: [UInt8], detail: String, offset: UInt64) {
        for chunk in [1, .max] {
            #expect(
                refusal { try unpack(bytes, .gzip, chunk: chunk) }
                    == .malformed(format: "gzip", detail: detail, offset: offset))
        }
    }

    @Test func `a stream of no bytes is cut off`() throws {
        #expect(refusal { try unpack([], .gzip) } == .truncated(format: "gzip", offset: 0))
    }
}
