import TareArchive
import TareOCI
import Testing

@Suite("Layer measurement")
struct LayerMeasurementTests {
    static let selection = ContentSelection([
        .init(.path("etc/os-release")), .init(.suffix(".dist-info/METADATA"), maximumBytes: 8),
        .init(.inDirectory("var/lib/dpkg/status.d")),
    ])

    private func tar(_ entries: [(TarEntry, String)]) throws -> [UInt8] {
        var writer = TarWriter()
        var bytes: [UInt8] = []
        for (entry, content) in entries {
            var entry = entry
            entry.size = UInt64(content.utf8.count)
            try writer.append(entry, to: &bytes)
            if !content.isEmpty {
                try Array(content.utf8).withUnsafeBytes { try writer.append(content: $0, to: &bytes) }
            }
        }
        try writer.finish(to: &bytes)
        return bytes
    }

    private func measure(
        _ bytes: [UInt8], chunk: Int = .max, expecting: LayerMeasurement.Expectation = .init()
    ) throws -> LayerIndex {
        let measurement = LayerMeasurement(selection: Self.selection, expecting: expecting)
        var rest = bytes[...]
        while !rest.isEmpty {
            try Array(rest.prefix(chunk)).withUnsafeBytes { try measurement.consume($0) }
            rest = rest.dropFirst(chunk)
        }
        return try measurement.finish()
    }

    private var sample: [(TarEntry, String)] {
        [
            (TarEntry(.directory, "./", mode: 0o755), ""),
            (TarEntry(.regular, "./etc/os-release"), "ID=debian\n"),
            (
                TarEntry(.regular, "/usr/bin/tool", mode: 0o4755, userID: 3, groupID: 4, modified: 1234),
                "#!/usr/bin/env python3\nx"
            ),
            (TarEntry(.symbolicLink, "bin", linkTarget: "usr/bin"), ""),
            (TarEntry(.hardLink, "usr/bin/tool2", linkTarget: "./usr/bin/tool"), ""),
            (TarEntry(.regular, "site/a.dist-info/METADATA"), "Name: a\nVersion: 1\n"),
            (TarEntry(.regular, "var/lib/dpkg/status.d/libc6"), "Package: libc6\n"),
            (TarEntry(.regular, "var/lib/.wh.gone"), ""),
            (TarEntry(.regular, "opt/.wh..wh..opq"), ""),
            (TarEntry(.regular, ".wh..wh.plnk"), ""),
        ]
    }

    @Test(arguments: [1, 7, 512, 4096, Int.max])
    func `entries, markers and kept contents are read whatever the pieces`(chunk: Int) throws {
        let bytes = try tar(sample)
        let index = try measure(bytes, chunk: chunk)
        let text = { (slice: ArraySlice<UInt8>) in String(decoding: slice, as: UTF8.self) }
        #expect(
            (0..<index.count).map { "\(index[$0].kind) \(text(index.path(of: $0)))" } == [
                "directory ", "regular etc/os-release", "regular usr/bin/tool", "symbolicLink bin",
                "hardLink usr/bin/tool2",
                "regular site/a.dist-info/METADATA", "regular var/lib/dpkg/status.d/libc6", "whiteout var/lib/gone",
                "opaque opt",
            ])
        #expect(index.content(of: 1).map(text) == "ID=debian\n")
        #expect(index.shebang(of: 2).map(text) == "/usr/bin/env python3")
        #expect(index[2].mode == 0o4755)
        #expect(index[2].modified == 1234)
        #expect(text(index.linkTarget(of: 3)) == "usr/bin")
        #expect(text(index.linkTarget(of: 4)) == "usr/bin/tool")
        #expect(index.content(of: 5) == nil)
        #expect(index.contentWasTooLarge(5))
        #expect(index.content(of: 6).map(text) == "Package: libc6\n")
        #expect(index.uncompressedSize == UInt64(bytes.count))
        #expect(index.digest == Digest(sha256Of: bytes))
        #expect(index.diffID == index.digest)
        // `python3 -c "import zlib; print(zlib.crc32(b'ID=debian\n'))"`
        #expect(index[1].crc32 == 3_425_776_672)
    }

    @Test func `an index comes back from its encoding, and no cut of it does`() throws {
        let index = try measure(try tar(sample))
        let bytes = index.encoded()
        let again = try #require(bytes.withUnsafeBytes { LayerIndex(encoded: $0) })
        #expect(again.encoded() == bytes)
        #expect(again.digest == index.digest)
        #expect(again.content(of: 6) == index.content(of: 6))
        for length in 0..<bytes.count {
            #expect(bytes[..<length].withUnsafeBytes { LayerIndex(encoded: $0) } == nil)
        }
    }

    @Test(arguments: ["../etc/passwd", "a/../../b", "/..", "a/..", "..", "./.."])
    func `a name that climbs is refused`(name: String) throws {
        let bytes = try tar([(TarEntry(.regular, name), "x")])
        let error = #expect(throws: LayerError.self) { try measure(bytes) }
        #expect(error?.what.contains("'..' component") == true)
    }

    @Test func `a hard link that climbs is refused`() throws {
        let bytes = try tar([(TarEntry(.hardLink, "x", linkTarget: "../../etc/shadow"), "")])
        #expect(throws: LayerError.self) { try measure(bytes) }
    }

    @Test func `a blob that differs from its descriptor is refused`() throws {
        let bytes = try tar(sample)
        let other = Digest(sha256Of: [1, 2, 3])
        #expect(throws: LayerError.self) { try measure(bytes, expecting: .init(digest: other)) }
        #expect(throws: LayerError.self) { try measure(bytes, expecting: .init(diffID: other)) }
        #expect(throws: LayerError.self) { try measure(bytes, expecting: .init(size: 10)) }
        #expect(throws: LayerError.self) { try measure(bytes, expecting: .init(size: UInt64(bytes.count) + 1)) }
        #expect(
            try measure(bytes, expecting: .init(digest: Digest(sha256Of: bytes), size: UInt64(bytes.count))).count == 9)
    }
}
