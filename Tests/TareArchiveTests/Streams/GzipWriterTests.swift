import TareArchive
import Testing

struct `The gzip writer` {
    @Test(arguments: Contents.allCases)
    func `its bytes are the same whatever the pieces, and other programs unpack them`(contents: Contents) throws {
        let content = contents.bytes
        let bytes = try packed(content)
        for chunk in [1 << 10, 65_537] { #expect(try packed(content, chunk: chunk) == bytes) }
        #expect(bytes[..<10].elementsEqual([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]))
        #expect(try unpack(bytes, .gzip) == content)
        let directory = try ScratchDirectory()
        try directory.write(bytes, to: "made.gz")
        for program in ["gzip", "igzip", "pigz"] where Tool.available(program) {
            try Tool.run(program, ["-t", directory.path("made.gz")])
            #expect(try Tool.run(program, ["-dc", directory.path("made.gz")]) == content, "\(program)")
        }
    }

    @Test func `bytes behind the end are refused, a second end is none`() throws {
        let writer = try GzipWriter()
        var output: [UInt8] = []
        try writer.finish { output.append(contentsOf: $0) }
        let length = output.count
        try writer.finish { output.append(contentsOf: $0) }
        #expect(output.count == length)
        let error = refusal { try [1 as UInt8].withUnsafeBytes { try writer.write($0) { _ in } } }
        #expect(error == .writerMisused("bytes came behind the gzip stream's end"))
    }

    @Test(arguments: [-2, 10] as [Int32])
    func `a level that zlib has not is refused`(level: Int32) {
        #expect(refusal { try GzipWriter(level: level) }?.what == "no gzip stream of level \(level) can be made")
    }
}
