import TareArchive
import TareDiagnostics
import TareOCI
import Testing

@Suite("Hostile layers")
struct HostileLayerTests {
    private func refusal(_ bytes: [UInt8], selection: ContentSelection = .none) -> (any Refusal)? {
        do {
            _ = try measured(bytes, selection: selection)
            return nil
        } catch { return error as? any Refusal }
    }

    @Test(arguments: [".wh.", ".wh..", ".wh...", "a/b/.wh.", "a/.wh..", "a/b/.wh...", "./.wh...", "/.wh.."])
    func `a whiteout that names its directory or the one above is refused`(name: String) throws {
        let error = refusal(try tar("a/", "a/b/", name))
        #expect(error?.what == "layer entry '\(name)' is a whiteout of no file")
        #expect(error?.hint == "no image builder writes such entries: do not use this image")
        #expect(error?.location == "tar byte 1024")
    }

    @Test func `whiteouts of names that begin with dots are taken as they stand`() throws {
        let index = try measured(
            try tar(".wh....", "a/.wh..b", ".wh..wh..opq", "a/.wh..wh..opq", ".wh..wh.aufs", "a/.wh..wh.x"))
        #expect(index.listing == ["whiteout ...", "whiteout a/.b", "opaque ", "opaque a"])
    }

    @Test(arguments: ["/etc/passwd", "//etc//passwd", "./etc/./passwd", "/./etc/passwd"])
    func `an absolute name is one inside the root, as runtimes take it`(name: String) throws {
        #expect(try measured(try tar(name)).listing == ["regular etc/passwd"])
    }

    @Test(arguments: ["..", "../x", "a/../x", "/..", "a/..", "./../x"])
    func `a name or a hard link's target that climbs is refused`(name: String) throws {
        let detail = "has a '..' component and could leave the root"
        #expect(refusal(try tar(name))?.what == "layer entry '\(name)' \(detail)")
        #expect(refusal(try tar(name + "/"))?.what == "layer entry '\(name)/' \(detail)")
        #expect(
            refusal(try tar([(TarEntry(.hardLink, "x", linkTarget: name), "")]))?.what
                == "layer entry '\(name)' \(detail)")
    }

    @Test func `names with two dots and more are names`() throws {
        #expect(try measured(try tar("..a", "a..", "...")).listing == ["regular ..a", "regular a..", "regular ..."])
    }

    @Test func `a file in the root's place is refused`() throws {
        for name in ["/", ".", "./", "//."] {
            #expect(
                refusal(
                    try tar([
                        (
                            TarEntry(
                                .symbolicLink, name == "/" ? "./." : name.hasSuffix("/") ? "." : name, linkTarget: "x"),
                            ""
                        )
                    ]))?.what
                    .contains("is the root and not a directory") == true)
        }
    }

    @Test func `a control character in a refused name is not printed as it is`() throws {
        #expect(refusal(try tar("../\u{1B}[2J"))?.what.contains("\\u{1b}[2J") == true)
    }

    @Test func `sparse files cannot state sizes whose sum overflows`() throws {
        func sparse(_ count: Int) throws -> [UInt8] {
            var bytes: [UInt8] = []
            for number in 0..<count {
                let body = "GNU.sparse.major=1\n22 GNU.sparse.minor=0\n41 GNU.sparse.realsize=36028797018963968\n"
                let records = Array(("22 " + body).utf8)
                var header = TarEntry(.regular, "pax", size: UInt64(records.count))
                header.mode = 0o644
                bytes += try paxHeader(header, records)
                var writer = TarWriter()
                try writer.append(TarEntry(.regular, "sparse\(number)"), to: &bytes)
            }
            return bytes
        }
        #expect(try measured(try sparse(2)).count == 2)
        #expect(
            refusal(try sparse(3))?.what
                == "the layer is too large to index: its files state sizes of more than 64 PiB together")
    }

    /// An entry's block made one of a PAX header, with its records.
    private func paxHeader(_ entry: TarEntry, _ records: [UInt8]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = TarWriter()
        try writer.append(entry, to: &bytes)
        let sum = bytes.reduce(0) { $0 + Int($1) } - bytes[148..<156].reduce(0) { $0 + Int($1) } + 8 * 32
        bytes[156] = UInt8(ascii: "x")
        let text = Array(String(sum + 0x78 - 0x30, radix: 8).utf8)
        bytes.replaceSubrange(148..<156, with: repeatElement(0x30, count: 6 - text.count) + text + [0, 0x20])
        return bytes + records + [UInt8](repeating: 0, count: (512 - records.count % 512) % 512)
    }

    @Test func `names of more components than files and directories there can be are refused`() throws {
        let deep = String(repeating: "d/", count: 2000)
        var bytes: [UInt8] = []
        var writer = TarWriter()
        for number in 0..<2 { try writer.append(TarEntry(.regular, "\(number)/\(deep)f"), to: &bytes) }
        #expect(try measured(bytes).count == 2)
        let measurement = LayerMeasurement(selection: .none)
        let error = #expect(throws: LayerError.self) {
            for _ in 0..<2100 { try bytes.withUnsafeBytes { try measurement.consume($0) } }
        }
        #expect(
            error?.what == "the layer is too large to index: it names more than 8000000 files and directories")
    }

    @Test func `no more than 40 MiB of contents are kept, and that more were asked for is recorded`() throws {
        let selection = ContentSelection([.init(.inDirectory("kept"))])
        let content = String(repeating: "c", count: 4 << 20)
        let index = try measured(
            try tar((0..<11).map { (TarEntry(.regular, "kept/\($0)"), content) }), selection: selection)
        #expect((0..<11).filter { index.content(of: $0)?.count == 4 << 20 } == Array(0..<10))
        #expect((0..<11).filter { index.contentWasTooLarge($0) } == [10])
    }

    @Test func `a packed layer is bounded as it unpacks, with the sentence of its format`() throws {
        let bytes = try tar([(TarEntry(.regular, "zeros"), String(repeating: "\u{0}", count: 3 << 20))]).gzipped()
        let limits = DecompressionLimits(
            maximumOutput: 64 << 20, maximumRatio: 200, ratioFloor: 1 << 20, maximumWindow: 1 << 20)
        let error = #expect(throws: ArchiveError.self) { try measured(bytes, limits: limits) }
        #expect(error?.what.hasSuffix("it is refused as a decompression bomb") == true)
    }

    @Test func `a packed layer that is cut off or damaged is refused`() throws {
        let bytes = try tar([(TarEntry(.regular, "a"), "content"), (TarEntry(.regular, "b"), "more")]).gzipped()
        // Fewer than six bytes do not tell how a blob is packed.
        for length in 6..<bytes.count {
            #expect(throws: ArchiveError.truncated(format: "gzip", offset: UInt64(length))) {
                try measured(Array(bytes[..<length]), chunk: 11)
            }
        }
        for length in 1..<6 { #expect(throws: ArchiveError.self) { try measured(Array(bytes[..<length])) } }
    }
}

@Suite("A layer that is not what was stated")
struct LayerExpectationTests {
    private let other = Digest(sha256Of: [1, 2, 3])

    @Test(arguments: [false, true])
    func `is refused with both digests or sizes`(isPacked: Bool) throws {
        let plain = try tar("a", "b")
        let bytes = isPacked ? try plain.gzipped() : plain
        let (digest, diffID) = (Digest(sha256Of: bytes), Digest(sha256Of: plain))
        func what(_ expectation: LayerMeasurement.Expectation) -> String? {
            #expect(throws: LayerError.self) { try measured(bytes, chunk: 100, expecting: expectation) }?.what
        }
        #expect(what(.init(digest: other)) == "the blob's digest is \(digest), not \(other) as stated")
        #expect(what(.init(diffID: other)) == "the uncompressed layer's digest is \(diffID), not \(other) as stated")
        let size = UInt64(bytes.count)
        #expect(what(.init(size: size + 1)) == "the blob has \(size) bytes, not \(size + 1) as stated")
        #expect(what(.init(size: 10)) == "the blob has \(min(100, size)) bytes, not 10 as stated")
        let index = try measured(bytes, chunk: 7, expecting: .init(digest: digest, size: size, diffID: diffID))
        #expect(index.digest == digest && index.diffID == diffID && index.compressedSize == size)
    }

    @Test func `bytes beyond the stated size are refused before they are unpacked`() throws {
        let measurement = LayerMeasurement(selection: .none, expecting: .init(size: 100))
        let error = #expect(throws: LayerError.self) {
            try [UInt8](repeating: 0xFF, count: 101).withUnsafeBytes { try measurement.consume($0) }
        }
        #expect(error == .sizeMismatch(expected: 100, actual: 101))
        #expect(error?.hint == "the content was changed or cut off on its way: fetch it again")
    }
}
