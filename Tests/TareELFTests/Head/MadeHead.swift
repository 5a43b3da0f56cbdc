import TareELF
import Testing

/// The head of a library as GNU ld lays it out, made byte by byte: hash table, symbols, names, versions.
struct MadeHead {
    /// Stands before the tables.
    var filler: [UInt8] = []
    var repeated = 0
    /// Whether a version is needed, of `libc.so.6`.
    var hasVersion = true
    /// Written over the names behind those of symbols: a library, a run path, a version.
    var names = "libc.so.6\0$ORIGIN/../lib\0GLIBC_2.34\0"

    static let fileSize = 16 << 20
    private static let symbol = "f"
    private static let tablesEnd = 4 << 20

    var bytes: [UInt8] {
        var file = [UInt8](repeating: 0, count: 64 + 4 * 56)
        file.set([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1], at: 0)
        file.set(3, 2, at: 16)
        file.set(62, 2, at: 18)
        file.set(64, 8, at: 32)
        file.set(Self.fileSize - 640, 8, at: 40)
        for (offset, value) in [(54, 56), (56, 4), (58, 64), (60, 10)] { file.set(value, 2, at: offset) }
        let data = Self.fileSize / 2
        segment(&file, 0, type: 1, flags: 5, offset: 0, size: Self.tablesEnd)
        segment(&file, 1, type: 1, flags: 6, offset: data, size: 8192)
        segment(&file, 2, type: 2, flags: 6, offset: data + 512, size: 512)
        segment(&file, 3, type: 0x6474_E552, flags: 4, offset: data, size: 4096)
        for _ in 0..<repeated { file += filler }
        file += [UInt8](repeating: 0, count: (8 - file.count % 8) % 8)
        // One bucket with one symbol: 5381 * 33 + "f".
        let hash = 5381 * 33 + 0x66
        for value in [1, 1, 1, 6, -1, -1, 1, hash | 1] { file.add(value, 4) }
        file += [UInt8](repeating: 0, count: 24)
        file.add(1, 4)
        file += [0x12, 0, 9, 0] + [UInt8](repeating: 0, count: 16)
        let start = file.count
        file += [0] + Array("f\0".utf8) + Array(names.utf8)
        if hasVersion {
            file += [UInt8](repeating: 0, count: (2 - file.count % 2) % 2)
            for version in [0, 1] { file.add(version, 2) }
            file += [UInt8](repeating: 0, count: (8 - file.count % 8) % 8)
            for (value, size) in [(1, 2), (1, 2), (3, 4), (16, 4), (0, 4)] { file.add(value, size) }
            let name = 3 + "libc.so.6\0$ORIGIN/../lib\0".utf8.count
            for (value, size) in [(0x0696_91B4, 4), (0, 2), (2, 2), (name, 4), (0, 4)] { file.add(value, size) }
        }
        file += [UInt8](repeating: 0, count: (8 - file.count % 8) % 8)
        // A relocation of data, and what follows.
        for value in [data, 8, data] { file.add(value, 8) }
        file += [UInt8](repeating: 0xEE, count: 2048)
        return start < file.count ? file : []
    }

    private func segment(_ file: inout [UInt8], _ index: Int, type: Int, flags: Int, offset: Int, size: Int) {
        let row = 64 + 56 * index
        file.set(type, 4, at: row)
        file.set(flags, 4, at: row + 4)
        for (index, value) in [offset, offset, offset, size, size].enumerated() {
            file.set(value, 8, at: row + 8 + index * 8)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func set(_ bytes: [UInt8], at offset: Int) {
        replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    }

    fileprivate mutating func set(_ number: Int, _ size: Int, at offset: Int) {
        for index in 0..<size { self[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    }

    fileprivate mutating func add(_ number: Int, _ size: Int) {
        append(contentsOf: (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }
}

@Suite("A made head")
struct MadeHeadTests {
    private func read(_ made: MadeHead) -> ELFHeadFacts? {
        guard case .facts(let facts) = ELFHead.parse(made.bytes, fileSize: UInt64(MadeHead.fileSize)) else {
            return nil
        }
        return facts
    }

    @Test func `gives libraries, run paths and versions`() throws {
        let facts = try #require(read(MadeHead()))
        #expect(facts.machine == .x86_64 && facts.type == .shared && facts.interpreter == nil)
        #expect(facts.mayNeed == ["libc.so.6"])
        #expect(facts.mayFindIn == ["$ORIGIN/../lib"] && facts.mayHaveOrigin)
        #expect(facts.versionNeeds == [.init(library: "libc.so.6", versions: [.init(name: "GLIBC_2.34")])])
    }

    @Test func `without versions is decided by its hash table, if no name is left that may be a version`() throws {
        let plain = try #require(read(MadeHead(hasVersion: false, names: "libc.musl-x86_64.so.1\0")))
        #expect(plain.mayNeed == ["libc.musl-x86_64.so.1"] && plain.versionNeeds.isEmpty)
        #expect(read(MadeHead(hasVersion: false)) == nil)
    }

    @Test(
        arguments: [
            ("lib/odd\0", ["lib/odd"]), ("/opt/lib\0", ["/opt/lib"]),
            ("/a/libb.so\0", ["/a/libb.so", "a/libb.so", "libb.so"]),
            ("mylibssl.so.3\0", ["libssl.so.3", "mylibssl.so.3"]), ("$ORIGIN/a:/b\0", []), ("x.so\0", ["x.so"]),
        ] as [(String, [String])])
    func `takes for a library what a linker may have stored as one`(names: String, libraries: [String]) throws {
        #expect(try #require(read(MadeHead(hasVersion: false, names: names))).mayNeed == libraries)
    }

    @Test func `with sections' headers inside the file was rewritten`() {
        var head = MadeHead().bytes
        head[41] ^= 1
        #expect(ELFHead.parse(head, fileSize: UInt64(MadeHead.fileSize)) == .undecidable(.rewritten))
        #expect(ELFHead.parse(MadeHead().bytes, fileSize: UInt64(MadeHead.fileSize) + 1) == .undecidable(.rewritten))
    }
}
