import Testing

@testable import TareArchive

@Suite struct `Zip entries by either inflate engine` {
    @Test(arguments: [1, 7, 512, Int.max])
    func `zlib gives what ISA-L gives, and refuses what it refuses`(chunk: Int) throws {
        var forge = ZipForge(
            .init("a", String(repeating: "a", count: 70), deflated: true), .init("b", deflated: true), .init("c"))
        let sound = forge.bytes
        forge.entries[0].data.append(0)
        forge.entries[0].both { $0.packed += 1 }
        let long = forge.bytes
        forge.entries[0].data.removeLast(3)
        forge.entries[0].both { $0.packed -= 3 }
        for archive in [sound, long, forge.bytes] {
            let results = [PortableInflate(), nil].map { engine in
                Result { try Self.read(archive, engine, chunk: chunk) }.mapError {
                    $0 as? ZipError ?? .multipleDisks(offset: 0)
                }
            }
            #expect(results[0] == results[1])
            #expect((try? results[0].get()) == (archive == sound ? [70, 5, 5] : nil))
        }
    }

    /// The sizes of all contents.
    private static func read(_ archive: [UInt8], _ engine: (any RawInflate)?, chunk: Int) throws -> [Int] {
        let directory = try ZipDirectory(of: archive)
        let reader = ZipEntryReader(directory, inflate: engine)
        return try directory.entries.map { entry in
            var count = 0
            reader.begin(entry)
            try Array(archive[Int(entry.headerOffset)..<Int(entry.end)]).forEachChunk(chunk) {
                try reader.consume($0) { count += $0.count }
            }
            try reader.finish()
            return count
        }
    }
}
