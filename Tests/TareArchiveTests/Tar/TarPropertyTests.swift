import TareArchive
import Testing

struct `Any bytes as a tar archive` {
    /// Entries and the refusal that ended them, if one did.
    private struct Reading: Equatable {
        var entries: [RecordedEntry]
        var refusal: ArchiveError?
    }

    private func read(_ bytes: [UInt8], chunk: Int) throws -> Reading {
        var reader = TarReader(TarRecorder())
        do {
            try bytes.forEachChunk(chunk) { try reader.consume($0) }
            try reader.finish()
            return Reading(entries: reader.sink.entries)
        } catch let error as ArchiveError {
            // How much of the last entry's content came through depends on the pieces.
            var entries = reader.sink.entries
            if let last = entries.last, !last.isEnded { entries[entries.count - 1].content = [] }
            return Reading(entries: entries, refusal: error)
        }
    }

    /// Archives of every dialect, with everything that a header can have in front of it.
    private static func originals(_ generator: inout SeededGenerator) throws -> [[UInt8]] {
        var raw = RawTar()
        raw.longName("target", "K")
        raw.longName(String(repeating: "n", count: 300))
        raw.header("short", "2", magic: .gnu)
        raw.pax([("comment", "c")], "g")
        raw.pax([
            ("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s"),
            ("GNU.sparse.realsize", "7000"), ("mtime", "-1.5"), ("uid", "70000"),
        ])
        raw.header("GNUSparseFile.0/s", size: 600)
        raw.content(generator.bytes(600))
        raw.header("old", "S", size: 512, magic: .gnu) { block in
            block.replaceSubrange(483..<494, with: "00000020000".utf8)
            block[482] = 1
        }
        raw.content([UInt8](repeating: 0, count: 512))
        raw.content(generator.bytes(512))
        raw.header("v7", magic: .none)
        raw.zeros(2)
        let entries = (0..<6).map { _ in TarEntry.random(&generator) }
        return [raw.bytes, try written(entries)]
    }

    /// Makes a header's checksum hold again, so that damage reaches what lies behind it.
    private func mendChecksum(_ bytes: inout [UInt8], at start: Int) {
        guard start + 512 <= bytes.count else { return }
        for index in 148..<156 { bytes[start + index] = 0x20 }
        let text = String(bytes[start..<start + 512].reduce(0) { $0 + Int($1) }, radix: 8)
        let digits = Array((String(repeating: "0", count: 6 - text.utf8.count) + text).utf8) + [0, 0x20]
        for (index, digit) in digits.enumerated() { bytes[start + 148 + index] = digit }
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `is read or refused, never a trap, and alike whatever the pieces`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var (refused, whole) = (0, 0)
        for original in try Self.originals(&generator) {
            for _ in 0..<60 {
                var bytes = original
                for _ in 0..<1 + generator.below(3) {
                    let block = generator.below(bytes.count / 512) * 512
                    let position = block + [0, 100, 124, 136, 156, 257, 345, 482, 483][generator.below(9)]
                    let choices: [UInt8] = [0, 0x20, 0x2F, 0x30, 0x37, 0x39, 0x80, 0xFF, 0x3D, 0x0A, 0x53, 0x78, 0x4C]
                    bytes[generator.below(3) == 0 ? generator.below(bytes.count) : position] =
                        choices[generator.below(choices.count)]
                    mendChecksum(&bytes, at: block)
                }
                if generator.below(8) == 0 { bytes.removeLast(generator.below(bytes.count)) }
                let reading = try read(bytes, chunk: .max)
                for chunk in [512, 1 + generator.below(700)] { #expect(try read(bytes, chunk: chunk) == reading) }
                if reading.refusal == nil { whole += 1 } else { refused += 1 }
            }
        }
        // Both ways out are gone: the damage is neither too little nor too much to say anything.
        #expect(refused > 10 && whole > 10)
    }

    @Test func `cut off anywhere it gives the entries before the cut`() throws {
        var generator = SeededGenerator(seed: 99)
        for original in try Self.originals(&generator) {
            let all = try TarRecorder.read(original)
            for length in stride(from: 0, to: original.count, by: 61) {
                let reading = try read(Array(original[..<length]), chunk: 300)
                for (entry, expected) in zip(reading.entries, all) where entry.isEnded { #expect(entry == expected) }
                guard let refusal = reading.refusal else { continue }
                #expect(refusal == .truncated(format: "tar", offset: UInt64(length)))
            }
        }
    }

    @Test func `a million entries are read, a piece at a time`() throws {
        struct Counter: TarSink {
            var names = 0
            var ended = 0
            mutating func begin(_ header: TarHeader) { names += header.name.count }
            mutating func content(_ bytes: UnsafeRawBufferPointer) {}
            mutating func end() { ended += 1 }
        }
        // Without the optimiser an entry takes a hundred times as long.
        #if DEBUG
            let count = 20_000
        #else
            let count = 1_000_000
        #endif
        var reader = TarReader(Counter())
        // A hundred headers over and over: the stream is never in memory.
        var piece: [UInt8] = []
        var writer = TarWriter()
        for number in 0..<100 { try writer.append(TarEntry(.regular, "directory/\(1000 + number)"), to: &piece) }
        for _ in 0..<count / 100 { try piece.withUnsafeBytes { try reader.consume($0) } }
        try reader.finish()
        #expect(reader.entries == count && reader.sink.ended == count && reader.sink.names == count * 14)
    }
}
