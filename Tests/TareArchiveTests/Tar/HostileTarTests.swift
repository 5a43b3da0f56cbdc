import TareArchive
import TareDiagnostics
import Testing

struct `Hostile tar archives` {
    private func read(_ make: (inout RawTar) -> Void) throws -> [RecordedEntry] {
        var archive = RawTar()
        make(&archive)
        archive.zeros(2)
        return try TarRecorder.read(archive.bytes)
    }

    private func detail(_ make: (inout RawTar) -> Void) -> String? {
        guard case .malformed(_, let detail, _) = refusal({ try read(make) }) else { return nil }
        return detail
    }

    @Test(arguments: [
        ("10 path=ab", "a PAX record's length does not hold"), ("9 path=ab\n", "a PAX record's length does not hold"),
        ("99 path=ab\n", "a PAX record's length does not hold"), ("x path=ab\n", "a PAX record's length does not hold"),
        ("11pathab\n", "a PAX record's length does not hold"), ("11 path-ab\n", "a PAX record's length does not hold"),
        ("0 path=ab\n", "a PAX record's length does not hold"), ("-1 path=a\n", "a PAX record's length does not hold"),
        ("99999999999999999999 a=\n", "a PAX record's length does not hold"),
        ("   11 path=ab\n", "a PAX record's length does not hold"),
        ("12 size=-12\n", "the PAX size is not a number"), ("13 size=0x12\n", "the PAX size is not a number"),
        ("28 size=9223372036854775808\n", "the PAX size is not a number"),
        ("12 uid=root\n", "the PAX uid is not a number of 32 bits"),
        ("18 gid=4294967296\n", "the PAX gid is not a number of 32 bits"),
        ("12 mtime=1-\n", "the PAX mtime is not a time"), ("14 mtime=1.5x\n", "the PAX mtime is not a time"),
        ("12 path=a\u{0}b\n", "the PAX path contains a NUL"),
    ])
    func `PAX records that do not hold are refused`(records: String, expected: String) {
        #expect(
            detail {
                $0.extended("x", Array(records.utf8))
                $0.file("short")
            } == expected)
    }

    @Test func `an empty PAX value takes back what the same header said`() throws {
        let entries = try read {
            $0.pax([("path", "other"), ("size", "3"), ("uid", "9"), ("path", ""), ("size", ""), ("uid", "")])
            $0.file("short")
        }
        #expect(entries.map(\.text) == ["short"] && entries.map(\.userID) == [0] && entries.map(\.size) == [7])
    }

    @Test func `padding of zeros behind PAX records is passed over`() throws {
        let entries = try read {
            $0.extended("x", RawTar.record("path", "other") + [UInt8](repeating: 0, count: 40))
            $0.file("short")
        }
        #expect(entries.map(\.text) == ["other"])
    }

    @Test func `a PAX size beyond the archive is cut off, one short of the content is malformed`() {
        #expect(
            refusal {
                try read {
                    $0.pax([("size", "999999999999999999")])
                    $0.file("short")
                }
            } == .truncated(format: "tar", offset: 512 * 6))
        #expect(
            detail {
                $0.pax([("size", "1")])
                $0.header("short", size: 600)
                $0.content([UInt8](repeating: 0x41, count: 600))
            } == "the header's checksum does not hold")
    }

    @Test func `a PAX size counts for the content, a directory and a link have none`() throws {
        let entries = try read {
            $0.pax([("size", "7")])
            $0.header("short", size: 0)
            $0.content(Array("content".utf8))
            $0.header("directory", "5", size: 9000)
            $0.header("soft", "2", size: 9000, link: "target")
            $0.header("hard", "1", size: 9000, link: "short")
        }
        #expect(entries.map(\.size) == [7, 0, 0, 0] && entries.allSatisfy(\.isEnded))
    }

    @Test func `sparse sizes are what headers say, and more content than that is malformed in the old format`() throws {
        let huge = try read {
            $0.pax([("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "99999999999999999")])
            $0.file("sparse", "1\n0\n7\n")
        }
        #expect(huge.map(\.size) == [99_999_999_999_999_999] && huge.map(\.contentLength) == [6])
        #expect(huge.map(\.isSparse) == [true])
        #expect(
            detail {
                $0.header("sparse", "S", size: 600, magic: .gnu) { block in
                    block.replaceSubrange(483..<494, with: "00000000001".utf8)
                }
                $0.content([UInt8](repeating: 0, count: 600))
            } == "a sparse file has more content than its size")
        #expect(
            detail {
                $0.header("sparse", "S", magic: .gnu) { block in
                    block.replaceSubrange(483..<495, with: [0xFF] + [UInt8](repeating: 0xFE, count: 11))
                }
            } == "the sparse size is not a number")
    }

    @Test func `a sparse map that never ends is cut off and takes no memory`() throws {
        var archive = RawTar()
        archive.header("sparse", "S", magic: .gnu) { $0[482] = 1 }
        var reader = TarReader(TarRecorder())
        try archive.bytes.withUnsafeBytes { try reader.consume($0) }
        let block = [UInt8](repeating: 1, count: 512)
        for _ in 0..<2000 { try block.withUnsafeBytes { try reader.consume($0) } }
        #expect(reader.sink.entries.isEmpty)
        #expect(refusal { try reader.finish() } == .truncated(format: "tar", offset: 512 * 2001))
    }

    @Test(arguments: ["L", "K", "x", "g", "X"] as [Character])
    func `an extended header beyond 1 MiB is refused before it is read`(typeflag: Character) {
        var archive = RawTar()
        archive.header("extended", typeflag, size: (1 << 20) + 1)
        #expect(
            refusal { try TarRecorder.read(archive.bytes) }?.what
                == "the tar stream is malformed: an extended header of 1048577 bytes is larger than 1048576")
    }

    @Test func `names of 4,096 bytes are read and longer ones refused`() throws {
        for magic in [true, false] {
            func long(_ count: Int) -> (inout RawTar) -> Void {
                { archive in
                    let name = String(repeating: "n", count: count)
                    if magic { archive.longName(name) } else { archive.pax([("path", name)]) }
                    archive.file("short")
                }
            }
            #expect(try read(long(4096)).map(\.name.count) == [4096])
            #expect(detail(long(4097)) == "a name of 4097 bytes is longer than 4096")
        }
        #expect(
            detail {
                $0.longName(String(repeating: "t", count: 5000), "K")
                $0.header("soft", "2")
            } == "a name of 5000 bytes is longer than 4096")
    }

    @Test(arguments: ["V", "M", "N", "D", "A", "8", "\u{1}"] as [Character])
    func `kinds that no layer has are refused`(typeflag: Character) {
        let code = typeflag.asciiValue ?? 0
        #expect(detail { $0.header("a", typeflag) } == "typeflag \(code) is not one that an image layer may have")
    }

    @Test func `numbers that are none are refused`() {
        let fields: [(Range<Int>, String)] = [
            (100..<107, "a header field is not a number"), (108..<115, "a header field is not a number"),
            (116..<123, "a header field is not a number"), (124..<135, "the size is not a number"),
            (136..<147, "a header field is not a number"), (329..<336, "a header field is not a number"),
        ]
        for (range, expected) in fields {
            for bad in [0x39, 0x2D, 0x78] as [UInt8] {
                #expect(
                    detail {
                        $0.header("a") { $0.replaceSubrange(range, with: repeatElement(bad, count: range.count)) }
                    }
                        == expected)
            }
        }
        // Base 256: a negative size, and one of more than 64 bits.
        #expect(
            detail { $0.header("a") { $0.replaceSubrange(124..<136, with: repeatElement(0xFF, count: 12)) } }
                == "the size is not a number")
        #expect(
            detail { $0.header("a") { $0.replaceSubrange(124..<136, with: [0x80, 1] + repeatElement(0, count: 10)) } }
                == "the size is not a number")
        #expect(
            detail { $0.header("a") { $0.replaceSubrange(108..<116, with: [0x80, 0, 0, 1, 0, 0, 0, 0]) } }
                == "a user or group number is not of 32 bits")
    }

    @Test func `a size near the largest number does not overflow`() throws {
        for size in [[0x80, 0, 0, 0, 0x3F], [0x80, 0, 0, 0, 0x7F]] as [[UInt8]] {
            let tail = [UInt8](repeating: 0xFF, count: 7)
            var archive = RawTar()
            archive.header("a") { $0.replaceSubrange(124..<136, with: size + tail) }
            var reader = TarReader(TarRecorder())
            do {
                try archive.bytes.withUnsafeBytes { try reader.consume($0) }
                _ = try reader.skipContent()
                try reader.finish()
            } catch { #expect(error is ArchiveError) }
        }
    }

    @Test func `more entries than allowed are refused`() throws {
        var archive = RawTar()
        for number in 0..<11 { archive.header("\(number)") }
        #expect(try TarRecorder.read(archive.bytes, limits: TarLimits(maximumEntries: 11)).count == 11)
        let error = refusal { try TarRecorder.read(archive.bytes, limits: TarLimits(maximumEntries: 10)) }
        #expect(error == .tooManyEntries(limit: 10))
        #expect(error?.what == "the archive has more than 10 entries")
    }

    @Test func `names that climb are given as they stand: the layer decides`() throws {
        #expect(try read { $0.file("../../etc/passwd") }.map(\.text) == ["../../etc/passwd"])
    }
}
