import Foundation
import TareArchive
import Testing

/// A member with its content.
struct ArMember: Hashable {
    var name: String
    var content: [UInt8]
    var isEnded = false
}

struct ArRecorder: ArSink {
    enum OutOfOrder: Error { case call }

    var members: [ArMember] = []
    var sizes: [UInt64] = []
    var offsets: [UInt64] = []

    mutating func begin(_ header: ArHeader) throws {
        guard members.last?.isEnded ?? true else { throw OutOfOrder.call }
        members.append(ArMember(name: header.name, content: []))
        sizes.append(header.size)
        offsets.append(header.contentOffset)
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        guard let last = members.indices.last, !members[last].isEnded else { throw OutOfOrder.call }
        members[last].content.append(contentsOf: bytes)
    }

    mutating func end() throws {
        guard let last = members.indices.last, !members[last].isEnded else { throw OutOfOrder.call }
        members[last].isEnded = true
    }

    static func read(_ bytes: [UInt8], chunk: Int = .max) throws -> ArRecorder {
        var reader = ArReader(ArRecorder())
        try bytes.forEachChunk(chunk) { try reader.consume($0) }
        try reader.finish()
        return reader.sink
    }
}

private func written(_ members: [(String, [UInt8])], modified: UInt32 = 0) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = ArWriter(modified: modified)
    for (name, content) in members { try writer.append(name, content, to: &bytes) }
    return bytes
}

private let members: [(String, [UInt8])] = [
    ("debian-binary", Array("2.0\n".utf8)), ("control.tar", Array("odd".utf8)), ("empty", []),
    ("fifteen-letters", [UInt8](repeating: 0x0A, count: 1001)), ("x", [0]),
]

struct `Ar archives` {
    @Test(.enabled(if: Tool.available("ar")))
    func `binutils makes what is read, and lists and unpacks what is written`() throws {
        let directory = try ScratchDirectory()
        for (name, content) in members { try directory.write(content, to: name) }
        try Tool.run("ar", ["qcSD", "made.ar"] + members.map(\.0), in: directory.url)
        let theirs = try directory.read("made.ar")
        for chunk in [1, 59, 61, .max] {
            let found = try ArRecorder.read(theirs, chunk: chunk)
            #expect(found.members == members.map { ArMember(name: $0.0, content: $0.1, isEnded: true) })
            for (index, offset) in found.offsets.enumerated() {
                #expect(theirs[Int(offset)...].starts(with: members[index].1))
            }
        }
        try directory.write(try written(members), to: "ours.ar")
        let listed = try Tool.run("ar", ["t", directory.path("ours.ar")])
        #expect(String(decoding: listed, as: UTF8.self) == members.map { $0.0 + "\n" }.joined())
        for (name, content) in members {
            #expect(try Tool.run("ar", ["p", directory.path("ours.ar"), name]) == content, "\(name)")
        }
    }

    @Test(.enabled(if: Tool.available("dpkg-deb")), arguments: ["gzip", "xz", "zstd", "none"])
    func `dpkg-deb's packages are read`(compression: String) throws {
        let directory = try ScratchDirectory()
        try Tool.shell(
            """
            mkdir -p tree/DEBIAN tree/usr && echo content > tree/usr/file && chmod 755 tree/DEBIAN
            printf 'Package: made\\nVersion: 1\\nArchitecture: all\\nMaintainer: M <m@example.org>\\nDescription: d\\n' \
                > tree/DEBIAN/control
            dpkg-deb -Z\(compression) --root-owner-group -b tree made.deb
            """, in: directory)
        let found = try ArRecorder.read(try directory.read("made.deb"), chunk: 1000)
        try #require(found.members.count == 3)
        #expect(found.members[0] == ArMember(name: "debian-binary", content: Array("2.0\n".utf8), isEnded: true))
        #expect(found.members[1].name.hasPrefix("control.tar") && found.members[2].name.hasPrefix("data.tar"))
        let packed = found.members[2].content
        let tar = try unpack(packed, packed.withUnsafeBytes { Compression.detect($0) })
        #expect(try TarRecorder.read(tar).map(\.text) == ["./", "./usr/", "./usr/file"])
        // What dpkg-deb unpacks is a package still when this writer has put it together.
        try directory.write(try written(found.members.map { ($0.name, $0.content) }), to: "again.deb")
        let control = try Tool.run("dpkg-deb", ["-f", directory.path("again.deb"), "Package"])
        #expect(String(decoding: control, as: UTF8.self) == "made\n")
    }

    @Test func `time stands in every header`() throws {
        let bytes = try written([("a", [1, 2])], modified: 1_700_000_000)
        let header = "!<arch>\na               1700000000  0     0     100644  2         `\n"
        #expect(bytes == Array(header.utf8) + [1, 2])
    }

    @Test(arguments: ["", "sixteen-letters.", "with blank", "a/b", "é", "new\nline"])
    func `a name that does not fit is not written`(name: String) {
        #expect(
            refusal { try written([(name, [])]) }
                == .unsafeName(name: name, detail: "does not fit the common ar format"))
    }
}

struct `Hostile ar archives` {
    private func member(_ name: String = "a", size: String = "2", end: String = "`\n", _ content: String = "xy")
        -> String
    {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.utf8.count))
        }
        return padded(name, 16) + padded("0", 12) + padded("0", 6) + padded("0", 6) + padded("100644", 8)
            + padded(size, 10) + end + content
    }

    private func detail(_ text: String) -> String? {
        guard case .malformed("ar", let detail, _) = refusal({ try ArRecorder.read(Array(text.utf8)) }) else {
            return nil
        }
        return detail
    }

    @Test func `are refused with a sentence`() {
        let magic = "!<arch>\n"
        #expect(detail("!<thin>\n") == "it does not begin with '!<arch>'")
        #expect(detail(magic + member(end: "`x")) == "a header does not end as it should")
        for name in ["/", "//", "/123", "#1/20", "", "/SYM64/"] {
            #expect(detail(magic + member(name)) == "a member has a long name or none", "\(name)")
        }
        for name in ["a b", "a\u{1}", "é", "a\u{7F}"] {
            #expect(detail(magic + member(name)) == "a member's name has characters that are not allowed", "\(name)")
        }
        for size in ["", "-1", "0x1", "1 1", "1e3", "+5", " 12"] {
            #expect(detail(magic + member(size: size)) == "a member's size is not a number", "\(size)")
        }
        #expect(detail(magic + member(size: "1", "xy")) == "a member is not padded with a line end")
        #expect(
            refusal { try ArRecorder.read(Array((magic + member(size: "9999999999")).utf8)) }
                == .truncated(format: "ar", offset: 70))
    }

    @Test func `a slash behind a name is System V's end of it, and no path`() throws {
        #expect(try ArRecorder.read(Array(("!<arch>\n" + member("name/")).utf8)).members.map(\.name) == ["name"])
    }

    @Test func `more than 10,000 members are refused`() throws {
        let all = "!<arch>\n" + String(repeating: member(size: "0", ""), count: 10_001)
        #expect(refusal { try ArRecorder.read(Array(all.utf8)) } == .tooManyEntries(limit: 10_000))
    }

    @Test func `cut off at any byte they are refused, but between members`() throws {
        let bytes = try written(members)
        var whole = 0
        for length in 0..<bytes.count {
            let error = refusal { try ArRecorder.read(Array(bytes[..<length]), chunk: 1 + length % 90) }
            if error == nil { whole += 1 } else { #expect(error == .truncated(format: "ar", offset: UInt64(length))) }
        }
        // Behind the magic and each member, with and without its padding; the last one's may be left out.
        #expect(whole == 8)
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `changed bytes are read or refused, alike whatever the pieces`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let original = try written(members)
        for _ in 0..<150 {
            var bytes = original
            for _ in 0..<1 + generator.below(3) {
                bytes[generator.below(bytes.count)] = [0, 0x0A, 0x20, 0x2F, 0x39, 0x60, 0xFF][generator.below(7)]
            }
            let results = [Int.max, 1 + generator.below(70)].map { chunk in
                Result { try ArRecorder.read(bytes, chunk: chunk) }
            }
            switch (results[0], results[1]) {
            case (.success(let one), .success(let other)): #expect(one.members == other.members)
            case (.failure(let one), .failure(let other)):
                #expect(one as? ArchiveError == other as? ArchiveError && one is ArchiveError)
            default: Issue.record("\(results)")
            }
        }
    }
}
