import TareArchive
import Testing

/// Archives of which Go, GNU tar and Python's tarfile each see other entries (tried with umoci 0.4.7 and GNU tar 1.34):
/// one that shows a scanner an innocent name and gives the runtime another must not be read at all.
struct `Tar archives that readers disagree on` {
    private func expectRefusal(
        _ detail: String, sourceLocation: SourceLocation = #_sourceLocation, _ make: (inout RawTar) -> Void
    ) {
        var archive = RawTar()
        make(&archive)
        archive.zeros(2)
        for chunking in Chunking.allCases {
            let error = refusal { try TarRecorder.read(archive.bytes, chunk: chunking.size) }
            guard case .malformed("tar", let found, _) = error else {
                Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
                return
            }
            #expect(found == detail, sourceLocation: sourceLocation)
        }
    }

    @Test func `a GNU long name and a PAX path, in either order`() {
        expectRefusal("an entry is named by a GNU and by a PAX header") {
            $0.longName("long")
            $0.pax([("path", "other")])
            $0.file("short")
        }
        expectRefusal("an entry is named by a GNU and by a PAX header") {
            $0.pax([("path", "other")])
            $0.longName("long")
            $0.file("short")
        }
        expectRefusal("an entry is named by a GNU and by a PAX header") {
            $0.pax([("linkpath", "other")])
            $0.longName("long", "K")
            $0.header("soft", "2", link: "target")
        }
    }

    @Test func `two PAX headers or two long names for one entry`() {
        expectRefusal("an entry has two PAX headers") {
            $0.pax([("path", "first")])
            $0.pax([("mtime", "5")])
            $0.file("short")
        }
        expectRefusal("an entry has two GNU long names") {
            $0.longName("first")
            $0.longName("second")
            $0.file("short")
        }
    }

    @Test func `a global header between an entry and its own`() {
        for records in [[("comment", "c")], []] as [[(String, String)]] {
            expectRefusal("a global header parts an entry from its extended header") {
                $0.pax([("path", "other")])
                $0.pax(records, "g")
                $0.file("short")
            }
        }
    }

    @Test func `a single block of zeros between entries`() {
        expectRefusal("a single block of zeros stands before an entry") {
            $0.file("first")
            $0.zeros(1)
            $0.file("second")
        }
    }

    @Test func `an extended header without an entry`() {
        expectRefusal("an extended header has no entry behind it") {
            $0.file("first")
            $0.pax([("path", "second")])
        }
    }

    @Test func `a sparse name or size without a version or a map`() {
        for key in ["GNU.sparse.name", "GNU.sparse.realsize", "GNU.sparse.size"] {
            expectRefusal("GNU sparse records have neither version nor map") {
                $0.pax([(key, "1"), ("path", "other")])
                $0.file("short")
            }
        }
        expectRefusal("GNU sparse records are of an unknown version") {
            $0.pax([("GNU.sparse.major", "2"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "other")])
            $0.file("short")
        }
    }

    @Test func `a file whose name ends in a slash and that has content`() {
        expectRefusal("a file's name ends in a slash") { $0.file("directory/") }
    }

    @Test func `both kinds of long name together, as GNU tar writes them, are read`() throws {
        var archive = RawTar()
        archive.longName("target", "K")
        archive.longName("name")
        archive.header("short", "2", link: "short", magic: .gnu)
        archive.zeros(2)
        let entries = try TarRecorder.read(archive.bytes)
        #expect(entries.map(\.text) == ["name"])
        #expect(entries.map { String(decoding: $0.linkTarget, as: UTF8.self) } == ["target"])
    }

    @Test func `a global header says nothing of entries, as for every runtime`() throws {
        var archive = RawTar()
        archive.pax([("path", "global"), ("size", "1024"), ("linkpath", "x"), ("uid", "7")], "g")
        archive.file("first")
        archive.file("second")
        archive.zeros(2)
        let entries = try TarRecorder.read(archive.bytes)
        #expect(entries.map(\.text) == ["first", "second"])
        #expect(entries.allSatisfy { $0.userID == 0 && $0.size == 7 })
    }
}

struct `The prefix of a tar header` {
    private func name(_ magic: RawTar.Magic, prefix: String, patch: (inout [UInt8]) -> Void = { _ in }) throws -> String
    {
        var archive = RawTar()
        archive.header("name", magic: magic, prefix: prefix, patch: patch)
        archive.zeros(2)
        return try #require(try TarRecorder.read(archive.bytes).first).text
    }

    @Test func `stands before the name in ustar, and nowhere in v7`() throws {
        #expect(try name(.ustar, prefix: "a/b") == "a/b/name")
        #expect(try name(.none, prefix: "a/b") == "name")
        let longest = String(repeating: "p", count: 155)
        #expect(try name(.ustar, prefix: longest) == longest + "/name")
    }

    @Test func `has 131 bytes in star's format, times behind it`() throws {
        let longest = String(repeating: "p", count: 131)
        let found = try name(.ustar, prefix: longest + "00000000001 ") { block in
            block.replaceSubrange(508..<512, with: "tar\0".utf8)
        }
        #expect(found == longest + "/name")
    }

    @Test func `is read under GNU's mark where no times are, as Go before 1.8 wrote it`() throws {
        #expect(try name(.gnu, prefix: "usr/share/doc") == "usr/share/doc/name")
        #expect(try name(.gnu, prefix: "00000000017 ") == "name")
        #expect(try name(.gnu, prefix: "") == "name")
    }
}

struct `What stands behind the end of a tar archive` {
    private let limits = TarLimits(trailer: Array("stargz.index.json".utf8))

    @Test func `is refused at its first byte that may not be there, whatever the pieces`() throws {
        var archive = RawTar()
        archive.file("a")
        archive.zeros(2)
        let end = archive.bytes.count
        for (junk, bad) in [("stargz.index.jsox", 16), ("stargz.index.json2", 17), ("x", 0)] {
            for chunk in [1, 7, 512, .max] {
                #expect(
                    refusal {
                        try TarRecorder.read(archive.bytes + Array(junk.utf8) + [0], limits: limits, chunk: chunk)
                    }
                        == .trailingData(format: "tar", offset: UInt64(end + bad)))
            }
        }
    }

    @Test func `may be an eStargz table of contents where it is allowed, on a block's border`() throws {
        var archive = RawTar()
        archive.file("a")
        archive.zeros(2)
        let end = archive.bytes.count
        archive.file("stargz.index.json", "{}")
        archive.zeros(2)
        for chunk in [1, 700, .max] {
            #expect(try TarRecorder.read(archive.bytes, limits: limits, chunk: chunk).map(\.text) == ["a"])
        }
        #expect(refusal { try TarRecorder.read(archive.bytes) } == .trailingData(format: "tar", offset: UInt64(end)))
        let shifted = Array(archive.bytes[..<end]) + [0] + archive.bytes[end...]
        #expect(
            refusal { try TarRecorder.read(shifted, limits: limits) }
                == .trailingData(format: "tar", offset: UInt64(end + 1)))
    }
}
