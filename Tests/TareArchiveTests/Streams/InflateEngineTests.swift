import Testing

@testable import TareArchive

struct `Inflate engines` {
    private func decode(_ bytes: [UInt8], _ engine: any RawInflate, chunk: Int) throws -> [UInt8] {
        let decoder = GzipDecoder(engine)
        var output: [UInt8] = []
        try bytes.forEachChunk(chunk) { try decoder.decode($0) { output.append(contentsOf: $0) } }
        try decoder.finish()
        return output
    }

    private func expectBothGive(_ content: [UInt8], from bytes: [UInt8], _ comment: Comment) throws {
        for chunk in [997, 65_536, .max] {
            #expect(try decode(bytes, PortableInflate(), chunk: chunk) == content, comment)
            if let library = IntelligentStorageLibrary.shared {
                #expect(try decode(bytes, FastInflate(library), chunk: chunk) == content, comment)
            }
        }
    }

    @Test(arguments: Contents.allCases)
    func `both give back what every packer was given`(contents: Contents) throws {
        let content = contents.bytes
        let directory = try ScratchDirectory()
        try directory.write(content, to: "content")
        for level in [0, 1, 6, 9] as [Int32] { try expectBothGive(content, from: packed(content, level: level), "own") }
        for line in [
            "gzip -1 -nc content", "gzip -9c content", "igzip -0 -c content", "igzip -3 -c content",
            "pigz -1 -p 3 -b 128 -c content", "pigz -11 -c content", "pigz -i -c content", "zopfli -c content",
            "bgzip -c content",
        ] {
            let program = String(line.prefix { $0 != " " })
            guard Tool.available(program) else { continue }
            // Zopfli's kind of packing takes seconds for what is large.
            if line.hasPrefix("pigz -11") || program == "zopfli", content.count > 400_000 { continue }
            try Tool.shell("\(line) > packed", in: directory)
            try expectBothGive(content, from: directory.read("packed"), "\(line)")
        }
    }

    @Test func `both split a small stream anywhere`() throws {
        let content = Array(Contents.text.bytes[..<700])
        let bytes = try packed(content) + packed(content, level: 0)
        for split in 1..<bytes.count {
            for engine in [PortableInflate(), IntelligentStorageLibrary.shared.map(FastInflate.init)]
                as [(any RawInflate)?]
            {
                guard let engine else { continue }
                let decoder = GzipDecoder(engine)
                var output: [UInt8] = []
                try bytes.forEachChunk(split) { try decoder.decode($0) { output.append(contentsOf: $0) } }
                try decoder.finish()
                #expect(output == content + content)
            }
        }
    }
}
