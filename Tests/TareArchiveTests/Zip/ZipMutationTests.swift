import TareArchive
import Testing

@Suite struct `Damaged zip archives` {
    /// Changes bytes, cuts, repeats: what comes out is read or refused, and never read as something else.
    static func mutate(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...generator.below(3) {
            // The records and the directory stand at the end; half of the damage goes there.
            let span = generator.below(2) == 0 ? min(bytes.count, 400) : bytes.count
            let at = bytes.count - 1 - generator.below(span)
            guard at >= 0 else { return bytes }
            switch generator.below(6) {
            case 0: bytes[at] = UInt8(generator.below(256))
            case 1: bytes[at] ^= 1 << UInt8(generator.below(8))
            case 2: bytes[at] = [0, 0xFF, 0x7F, 0x80][generator.below(4)]
            case 3: bytes.remove(at: at)
            case 4: bytes.insert(UInt8(generator.below(256)), at: at)
            default: bytes.removeSubrange(at..<min(bytes.count, at + generator.below(64)))
            }
        }
        return bytes
    }

    @Test func `never trap, and are never read as other contents`() throws {
        var forge = ZipForge(.init("a.py"), .init("pkg/b.py", String(repeating: "b", count: 300), deflated: true))
        forge.entries[0].local.extra = [1, 0, 0, 0]
        forge.entries.append(.init("pkg/c.py", "c"))
        forge.entries[2].both { $0.flags = 8 }
        forge.entries[2].descriptor =
            ZipForge.little(forge.entries[2].central.crc32) + ZipForge.little(UInt32(1)) + ZipForge.little(UInt32(1))
        try check(forge.bytes, seed: 1, rounds: 4000)
    }

    @Test(.enabled(if: Wheels.available))
    func `of a real wheel never trap, and are never read as other contents`() throws {
        try check(try Wheels.bytes("six==1.17.0"), seed: 2, rounds: 1500)
    }

    private func check(_ archive: [UInt8], seed: UInt64, rounds: Int) throws {
        let sound = try unzip(archive)
        var generator = SeededGenerator(seed: seed)
        var (refused, read) = (0, 0)
        for _ in 0..<rounds {
            let damaged = Self.mutate(archive, &generator)
            do {
                let contents = try unzip(damaged, chunk: 1 + generator.below(5000))
                // Names have no checksum, contents do.
                #expect(Set(contents.values).isSubset(of: sound.values))
                read += 1
            } catch is ZipError { refused += 1 }
        }
        // Both happen: dates and attributes may be anything, names any name.
        #expect(refused > rounds / 2 && read > rounds / 100 && refused + read == rounds)
    }

    @Test func `cut at every byte are refused`() {
        let archive = ZipForge(.init("a"), .init("b", deflated: true)).bytes
        for count in 0..<archive.count {
            #expect(zipRefusal { try unzip(Array(archive[..<count])) } != nil, "\(count) bytes")
        }
    }

    @Test func `leave the reader fit for the next entry`() throws {
        let archive = ZipForge(.init("a", deflated: true), .init("b", deflated: true)).bytes
        let directory = try ZipDirectory(of: archive)
        let reader = ZipEntryReader(directory)
        for count in 1..<Int(directory.entries[0].end) {
            reader.begin(directory.entries[0])
            try Array(archive[..<count]).withUnsafeBytes { try reader.consume($0) { _ in } }
            #expect(throws: ZipError.self) { try reader.finish() }
            let second = directory.entries[1]
            var content: [UInt8] = []
            reader.begin(second)
            try Array(archive[Int(second.headerOffset)..<Int(second.end)]).withUnsafeBytes {
                try reader.consume($0) { content.append(contentsOf: $0) }
            }
            try reader.finish()
            #expect(content == Array("hello".utf8))
        }
    }

    @Test func `bytes behind an entry, or for none, are refused`() throws {
        let archive = ZipForge(.init("a")).bytes
        let directory = try ZipDirectory(of: archive)
        let reader = ZipEntryReader(directory)
        #expect(throws: ArchiveError.self) { try archive.withUnsafeBytes { try reader.consume($0) { _ in } } }
        reader.begin(directory.entries[0])
        let end = directory.entries[0].end
        #expect(throws: ZipError.unclaimedBytes(offset: end, count: UInt64(archive.count) - end)) {
            try archive.withUnsafeBytes { try reader.consume($0) { _ in } }
        }
        #expect(throws: ZipError.self) { try reader.finish() }
    }
}
