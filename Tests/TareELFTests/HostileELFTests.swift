import TareDiagnostics
import TareELF
import Testing

@Suite("Hostile ELF files")
struct HostileELFTests {
    @Test(
        "are refused with a sentence",
        arguments: [
            ([], "the file is not ELF"),
            (Array("\u{7F}ELG".utf8), "the file is not ELF"),
            ([0x7F, 0x45, 0x4C, 0x46], "byte 4: the header lies outside the ELF file of 4 bytes"),
            (
                [0x7F, 0x45, 0x4C, 0x46, 9, 1],
                "the header of the ELF file is malformed: its class is neither 32 nor 64 bits"
            ),
        ] as [([UInt8], String)])
    func refusals(file: [UInt8], sentence: String) {
        #expect { try ELFFacts(parsing: file) } throws: { "\($0)" == sentence }
    }

    @Test("cut off anywhere give facts or a refusal, in one piece as in many")
    func truncation() {
        let file = MadeELF().bytes
        for length in 0..<file.count {
            let cut = Array(file.prefix(length))
            #expect(throws: ELFError.self) { try ELFFacts(parsing: cut) }
            guard case .malformed = collect(cut, pieces: 7) else {
                Issue.record("\(length) bytes of the file were taken for it")
                return
            }
        }
    }

    @Test(
        "with changed bytes never trap, and are read alike in one piece and in many", arguments: 0..<8 as Range<UInt64>)
    func mutation(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let files =
            [MadeELF().bytes]
            + SystemFiles.paths(limit: 4).prefix(4).map { SystemFiles.bytes($0) }
            .filter { $0.count < 100_000 }
        for original in files {
            for _ in 0..<15 {
                var file = original
                for _ in 0..<Int.random(in: 1...12, using: &random) {
                    // Nearly all that is read stands in the first kilobytes.
                    let reach = Bool.random(using: &random) ? min(file.count, 1024) : file.count
                    file[Int.random(in: 0..<reach, using: &random)] =
                        [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(
                            using: &random) ?? 0
                }
                let pieces = collect(file, pieces: 4096)
                do {
                    let facts = try ELFFacts(parsing: file)
                    #expect(pieces == .facts(facts))
                    #expect(ELFFacts(encoded: facts.encoded()[...]) == facts)
                } catch {
                    #expect(pieces == .malformed(error.description))
                }
            }
        }
    }

    @Test(
        "that say one name over and over are refused before they take memory",
        arguments: [
            (4000, 20, nil), (4093, 12, nil),
            (5000, 12, "the dynamic section of the ELF file is malformed: it needs 5002 libraries"),
            (2000, 4000, "the dynamic section of the ELF file is malformed: its names take 8000041 bytes"),
        ] as [(Int, Int, String?)])
    func amplification(count: Int, length: Int, sentence: String?) {
        let file = MadeELF(repeatedNeeds: count, repeatedName: length).bytes
        do {
            let facts = try ELFFacts(parsing: file)
            #expect(sentence == nil && facts.needed.count == count + 2)
        } catch {
            #expect("\(error)" == sentence)
        }
    }

    @Test("facts that were kept and damaged are not read", arguments: 0..<4 as Range<UInt64>)
    func damagedFacts(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let kept = try ELFFacts(parsing: MadeELF().bytes).encoded()
        for length in 0..<kept.count { #expect(ELFFacts(encoded: kept.prefix(length)) == nil) }
        for _ in 0..<2000 {
            var bytes = kept
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            if let facts = ELFFacts(encoded: bytes[...]) { #expect(facts.encoded().count <= bytes.count * 3) }
        }
    }
}

/// SplitMix64, so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
