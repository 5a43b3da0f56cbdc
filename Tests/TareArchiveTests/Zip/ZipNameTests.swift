import TareArchive
import Testing

@Suite struct `Names in zip archives` {
    static func problem(_ name: [UInt8], flags: UInt16 = 0x800) -> ZipNameProblem? {
        var entry = ZipForge.Entry("", name.last == 0x2F ? "" : "x")
        entry.both { ($0.name, $0.flags) = (name, flags) }
        guard case .unsafeName(_, let problem, _) = zipRefusal({ try unzip(ZipForge(entry).bytes) }) else { return nil }
        return problem
    }

    @Test(arguments: [
        ("", ZipNameProblem.empty), ("..", .parentComponent), ("../a", .parentComponent), ("a/../b", .parentComponent),
        ("a/..", .parentComponent), ("/a", .absolute), ("//a", .absolute), ("/", .absolute), ("C:a", .drive),
        ("c:/a", .drive), ("a\\b", .backslash), ("..\\a", .backslash), ("a//b", .emptyComponent),
        ("./a", .emptyComponent), ("a/.", .emptyComponent), ("a/./b", .emptyComponent), ("a//", .emptyComponent),
        ("a\u{0}b", .control), ("a\nb", .control), ("a\u{7F}", .control), ("a\u{85}b", .control),
        ("a\u{202E}b", .control), ("a\u{200B}b", .control), ("a\u{2028}", .control),
        (String(repeating: "n", count: 4096), .tooLong),
    ])
    func `that leave the root or cannot be shown are refused`(name: String, problem: ZipNameProblem) {
        #expect(Self.problem(Array(name.utf8)) == problem)
    }

    @Test func `that are not UTF-8, or do not say that they are, are refused`() {
        #expect(Self.problem([0x61, 0xFF]) == .notUTF8)
        #expect(Self.problem([0x61, 0xFF], flags: 0) == .notUTF8)
        #expect(Self.problem([0xC0, 0xAE, 0xC0, 0xAE]) == .notUTF8)
        #expect(Self.problem([0xED, 0xA0, 0x80]) == .notUTF8)
        #expect(Self.problem(Array("é".utf8), flags: 0) == .unknownEncoding)
        #expect(Self.problem(Array("é".utf8)) == nil)
    }

    @Test(arguments: [
        "a", "a/b.py", "...", "a..b/..c", ".hidden", "a b", "🌈.py", "文件/名", "ab:c", "1:b", "a/", "-", "~",
    ])
    func `that every system takes are read back`(name: String) throws {
        var entry = ZipForge.Entry(name, name.hasSuffix("/") ? "" : "x")
        entry.both { $0.flags = 0x800 }
        #expect(try unzip(ZipForge(entry).bytes).keys.first == name)
    }

    @Test func `that differ in case or composition only are found for systems that do not tell them apart`() throws {
        var forge = ZipForge()
        forge.entries = ["a/B.py", "x", "A/b.py", "caf\u{E9}", "cafe\u{301}", "y"].map { name in
            var entry = ZipForge.Entry(name)
            entry.both { $0.flags = 0x800 }
            return entry
        }
        #expect(try ZipDirectory(of: forge.bytes).caseCollisions() == [[0, 2], [3, 4]])
    }
}
