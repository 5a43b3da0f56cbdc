import TareELF
import Testing

@Suite("Hostile heads")
struct HostileHeadTests {
    /// What a head must never do, whatever it holds.
    private func check(_ head: [UInt8], fileSize: Int) {
        switch ELFHead.parse(head, fileSize: UInt64(fileSize)) {
        case .needsMore(let least): #expect(least > head.count && least <= fileSize && least <= ELFHead.mostBytes)
        case .facts(let facts):
            #expect(facts.mayNeed.reduce(0) { $0 + $1.utf8.count } <= head.count * 64)
        case .exact, .undecidable: break
        }
    }

    @Test func `cut at any length ask for more or give up`() {
        let file = MadeHead().bytes
        for length in 0...file.count { check(Array(file.prefix(length)), fileSize: MadeHead.fileSize) }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `with changed bytes never trap`(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let made = MadeHead().bytes
        for _ in 0..<400 {
            var head = made
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                head[Int.random(in: 0..<head.count, using: &random)] =
                    [0, 1, 2, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random)
                    ?? 0
            }
            check(head, fileSize: MadeHead.fileSize)
            check(head, fileSize: head.count)
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `of this system with changed bytes never trap`(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let path = try #require(SystemHeads.paths.randomElement(using: &random))
        let file = SystemFiles.bytes(path)
        let original = Array(file.prefix(12_000))
        for _ in 0..<60 {
            var head = original
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                head[Int.random(in: 64..<head.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            check(head, fileSize: file.count)
        }
    }

    @Test func `full of the beginnings of chains are read within bounds`() {
        // Each row is a chain's first, has one version, and leads to the next row.
        var row: [UInt8] = []
        for number in [0x0001_0001, 1, 16, 32, 0x0ABC_DEF1, 0x0002_0000, 5, 0] {
            row += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        check(MadeHead(filler: row, repeated: 60_000).bytes, fileSize: MadeHead.fileSize)
    }

    @Test func `full of one name that each chain wants are read within bounds`() {
        let name = Array("GLIBC_2.34\0".utf8)
        check(MadeHead(filler: name, repeated: 100_000).bytes, fileSize: MadeHead.fileSize)
    }

    @Test func `that write many libraries as the tails of one are undecided`() {
        let name = String(repeating: "/liba", count: 800) + ".so\0"
        let head = MadeHead(hasVersion: false, names: String(repeating: name, count: 20)).bytes
        #expect(ELFHead.parse(head, fileSize: UInt64(MadeHead.fileSize)) == .undecidable(.tooManyTrials))
    }

    @Test func `full of the beginnings of hash tables are read within bounds`() {
        // A thousand buckets, of which each place finds the first few in order.
        var row: [UInt8] = []
        for number in [1000, 1, 1, 6] { row += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        check(MadeHead(filler: row, repeated: 100_000).bytes, fileSize: MadeHead.fileSize)
        check(MadeHead(filler: [0], repeated: 1 << 20).bytes, fileSize: MadeHead.fileSize)
        check(MadeHead(filler: [1, 0, 0, 0], repeated: 1 << 18).bytes, fileSize: MadeHead.fileSize)
    }
}
