import Testing

@testable import TareArchive

struct `Damaged gzip streams` {
    private static func sample() throws -> [UInt8] {
        var member = GzipMember(Array(Contents.text.bytes[..<3000]))
        (member.name, member.extra, member.hasChecksum) = ("name", [1, 2, 3], true)
        return try member.bytes() + packed([]) + packed(Array(Contents.noise.bytes[..<200]))
    }

    /// ISA-L, where it is, or zlib.
    private func inflate(_ engine: Int) -> any RawInflate {
        if engine == 0, let library = IntelligentStorageLibrary.shared { return FastInflate(library) }
        return PortableInflate()
    }

    /// What one engine makes of a stream.
    private func decode(_ bytes: [UInt8], _ engine: Int, chunk: Int = .max) throws -> [UInt8] {
        let decoder = GzipDecoder(inflate(engine))
        var output: [UInt8] = []
        try bytes.forEachChunk(chunk) { try decoder.decode($0) { output.append(contentsOf: $0) } }
        try decoder.finish()
        return output
    }

    @Test(arguments: [0, 1])
    func `cut off at any byte it is refused as cut off, but for the ends of members`(engine: Int) throws {
        let bytes = try Self.sample()
        var whole = 0
        for length in 0..<bytes.count {
            let error = refusal { try decode(Array(bytes[..<length]), engine) }
            if error == nil { whole += 1 } else { #expect(error == .truncated(format: "gzip", offset: UInt64(length))) }
        }
        #expect(whole == 2)
    }

    @Test(arguments: [0, 1])
    func `a changed byte is refused, or was one that says nothing of the content`(engine: Int) throws {
        let bytes = try Self.sample()
        let expected = try decode(bytes, engine)
        // Of headers without a checksum of their own: time, extra flags and system.
        let second = try GzipMember.lengthOfFirst(bytes)
        let third = second + 20
        let silent = Set([second, third].flatMap { start in (start + 4..<start + 10) })
        var generator = SeededGenerator(seed: 11)
        var taken = 0
        for position in bytes.indices {
            for mask in [0x01, 0x80, UInt8(1 + generator.below(255))] {
                var damaged = bytes
                damaged[position] ^= mask
                let chunk = position % 2 == 0 ? Int.max : 1 + generator.below(64)
                do {
                    // Neither do the bits between a deflate stream's end and the next byte, and the flag for text.
                    #expect(try decode(damaged, engine, chunk: chunk) == expected)
                    taken += 1
                } catch {
                    #expect(error is ArchiveError)
                    #expect(!silent.contains(position))
                }
            }
        }
        #expect(taken >= silent.count * 3 && taken < silent.count * 3 + 12)
    }

    @Test func `random bytes behind a header are taken or refused alike by both engines`() throws {
        var generator = SeededGenerator(seed: 5)
        for round in 0..<400 {
            var bytes = try GzipMember("").bytes()[..<10] + generator.bytes(1 + generator.below(200))
            if round % 2 == 0 {
                // Most of a good stream, so that damage comes late.
                bytes = try Self.sample()[...]
                for _ in 0..<3 { bytes[20 + generator.below(bytes.count - 20)] = UInt8(generator.below(256)) }
            }
            let results = [0, 1].map { engine in Result { try decode(Array(bytes), engine) } }
            switch (results[0], results[1]) {
            case (.success(let fast), .success(let portable)): #expect(fast == portable)
            case (.failure(let fast), .failure(let portable)):
                #expect(fast is ArchiveError && portable is ArchiveError)
            default: Issue.record("the engines differ in round \(round): \(results)")
            }
        }
    }

    @Test func `a wrong checksum and a wrong length are named`() throws {
        let bytes = try packed(Array("content".utf8))
        var damaged = bytes
        damaged[bytes.count - 5] ^= 1
        #expect(refusal { try unpack(damaged, .gzip) }?.what.contains("CRC-32 does not hold") == true)
        damaged = bytes
        damaged[bytes.count - 1] ^= 1
        #expect(refusal { try unpack(damaged, .gzip) }?.what.contains("the stated length does not hold") == true)
        var member = GzipMember("content")
        member.hasChecksum = true
        damaged = try member.bytes()
        damaged[10] ^= 1
        #expect(refusal { try unpack(damaged, .gzip) }?.what.contains("the header's checksum does not hold") == true)
    }
}

extension GzipMember {
    /// Where the second member of a stream begins, found by what is not cut off.
    static func lengthOfFirst(_ bytes: [UInt8]) throws -> Int {
        try #require((1...bytes.count).first { length in (try? unpack(Array(bytes[..<length]), .gzip)) != nil })
    }
}
