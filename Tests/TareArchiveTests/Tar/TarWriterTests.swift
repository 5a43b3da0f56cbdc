import Foundation
import TareArchive
import TareDiagnostics
import Testing

/// Writes entries with content that follows from their size.
func written(_ entries: [TarEntry]) throws -> [UInt8] {
    var output: [UInt8] = []
    var writer = TarWriter()
    for entry in entries {
        let before = output.count
        try writer.append(entry, to: &output)
        try content(entry).withUnsafeBytes { try writer.append(content: $0, to: &output) }
        #expect(try TarWriter.length(of: entry) == UInt64(output.count - before))
    }
    try writer.finish(to: &output)
    return output
}

func content(_ entry: TarEntry) -> [UInt8] { (0..<Int(entry.size)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) } }

extension TarEntry {
    /// An entry whose every field is drawn, awkward values more often than not.
    static func random(_ generator: inout SeededGenerator, ascii: Bool = false) -> TarEntry {
        let kinds: [TarKind] = [.regular, .hardLink, .symbolicLink, .characterDevice, .blockDevice, .directory, .fifo]
        let kind = kinds[generator.below(kinds.count)]
        let numbers: [UInt32] = [0, 1, 1000, (1 << 21) - 1, 1 << 21, .max]
        let times: [Int64] = [0, 1, -1, -4_000_000_000, (1 << 33) - 1, 1 << 33, 1_700_000_000]
        var entry = TarEntry(
            kind, name: name(&generator, ascii: ascii), mode: UInt16(generator.below(0o10000)),
            userID: numbers[generator.below(6)], groupID: numbers[generator.below(6)],
            modified: times[generator.below(times.count)])
        if kind == .regular { entry.size = UInt64([0, 1, 511, 512, 513, 1024, 3000][generator.below(7)]) }
        if kind == .hardLink || kind == .symbolicLink { entry.linkTarget = name(&generator, ascii: ascii) }
        if kind == .characterDevice || kind == .blockDevice {
            entry.deviceMajor = UInt32(generator.below(1 << 12))
            entry.deviceMinor = UInt32(generator.below(1 << 20))
        }
        return entry
    }

    /// Lengths about the limits of the name and prefix fields; a slash here and there, never at the end.
    private static func name(_ generator: inout SeededGenerator, ascii: Bool) -> [UInt8] {
        let lengths = [1, 2, 20, 99, 100, 101, 102, 155, 156, 157, 200, 254, 255, 256, 257, 300, 1000]
        let length = lengths[generator.below(lengths.count)]
        let style = generator.below(ascii ? 3 : 4)
        return (0..<length).map { index in
            if index > 0, index < length - 1, style != 0, generator.below(style == 1 ? 6 : 90) == 0 { return 0x2F }
            let byte = UInt8(0x61 + generator.below(26))
            return style == 3 && generator.below(5) == 0 ? UInt8(1 + generator.below(254)) | 0x80 : byte
        }
    }
}

struct `The tar writer` {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `what it writes is read back as it was`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let entries = (0..<50).map { _ in TarEntry.random(&generator) }
        let found = try TarRecorder.read(try written(entries), chunk: seed % 2 == 0 ? .max : 1 + generator.below(900))
        let back = found.map { entry in
            var back = TarEntry(
                entry.kind, name: entry.name, linkTarget: entry.linkTarget, mode: entry.mode, userID: entry.userID,
                groupID: entry.groupID, size: entry.size, modified: entry.modified)
            (back.deviceMajor, back.deviceMinor) = (entry.deviceMajor, entry.deviceMinor)
            return back
        }
        let expected = entries.map { entry in
            var entry = entry
            if entry.kind == .directory { entry.name.append(0x2F) }
            return entry
        }
        #expect(back == expected)
        #expect(found.map(\.content) == entries.map(content))
    }

    @Test(.enabled(if: Tool.available("python3", "tar")), arguments: 0..<4 as Range<UInt64>)
    func `what it writes is listed alike by tarfile, and GNU tar takes it`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 100 + seed)
        let entries = (0..<120).map { _ in TarEntry.random(&generator) }
        let directory = try ScratchDirectory()
        let bytes = try written(entries)
        try directory.write(bytes, to: "made.tar")
        #expect(try TarRecorder.read(bytes).map(TarListing.init) == TarListing.ofTarfile(directory.path("made.tar")))
        let names = try Tool.run("tar", ["--quoting-style=literal", "--null", "-P", "-tf", directory.path("made.tar")])
        let expected = entries.map { ($0.kind == .directory ? $0.name + [0x2F] : $0.name) + [0x0A] }
        #expect(names == expected.flatMap(\.self))
    }

    @Test func `GNU tar unpacks to what was put in`() throws {
        try #require(Tool.available("tar"))
        let directory = try ScratchDirectory()
        let entries = [
            TarEntry(.directory, "目录", mode: 0o755, modified: 5),
            TarEntry(
                .regular, "目录/" + String(repeating: "长", count: 60), mode: 0o640, size: 1025, modified: 1_000_000_000),
            TarEntry(.symbolicLink, "目录/soft", linkTarget: String(repeating: "t/", count: 200) + "x", mode: 0o777),
            TarEntry(.hardLink, "hard", linkTarget: "目录/" + String(repeating: "长", count: 60)),
        ]
        try directory.write(try written(entries), to: "made.tar")
        try Tool.shell(
            "mkdir out && tar -C out -xf made.tar --no-same-owner && stat -c '%a %Y %h %s' out/hard > facts",
            in: directory)
        #expect(try directory.read("out/hard") == content(entries[1]))
        #expect(String(decoding: try directory.read("facts"), as: UTF8.self) == "640 1000000000 2 1025\n")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: directory.path("out/目录/soft"))
                == String(repeating: "t/", count: 200) + "x")
    }

    @Test func `a size from 8 GiB goes to a PAX record`() throws {
        var output: [UInt8] = []
        var writer = TarWriter()
        try writer.append(TarEntry(.regular, "large", size: 9 << 30), to: &output)
        #expect(output.count == 3 * 512)
        #expect(try TarWriter.length(of: TarEntry(.regular, "large", size: 9 << 30)) == 3 * 512 + 9 << 30)
        var reader = TarReader(TarRecorder())
        try output.forEachChunk(.max) { try reader.consume($0) }
        #expect(reader.sink.entries.map(\.size) == [9 << 30])
        #expect(try reader.skipContent() == 9 << 30)
        try reader.finish()
    }

    @Test(arguments: [
        (TarEntry(.regular, ""), "an entry's name is empty or contains a NUL"),
        (TarEntry(.regular, "a\u{0}b"), "an entry's name is empty or contains a NUL"),
        (TarEntry(.symbolicLink, "a", linkTarget: "b\u{0}"), "an entry's name is empty or contains a NUL"),
        (TarEntry(.regular, "a/"), "only a directory's name may end in a slash"),
        (TarEntry(.symbolicLink, "a"), "a link has no target"),
        (TarEntry(.directory, "a", size: 1), "only regular files have content"),
        (TarEntry(.regular, "a", size: .max), "a size of 18446744073709551615 bytes does not fit"),
        (device(major: 1 << 21), "a device number of more than 21 bits does not fit"),
        (device(minor: .max), "a device number of more than 21 bits does not fit"),
    ])
    func `an entry that no reader would give back is refused`(entry: TarEntry, what: String) throws {
        var writer = TarWriter()
        var output: [UInt8] = []
        #expect(refusal { try writer.append(entry, to: &output) }?.what == what)
        #expect(output.isEmpty)
        #expect(refusal { try TarWriter.length(of: entry) }?.what == what)
    }

    private static func device(major: UInt32 = 0, minor: UInt32 = 0) -> TarEntry {
        var entry = TarEntry(.characterDevice, "device")
        (entry.deviceMajor, entry.deviceMinor) = (major, minor)
        return entry
    }

    @Test func `calls out of order are refused`() throws {
        var writer = TarWriter()
        var output: [UInt8] = []
        try writer.append(TarEntry(.regular, "a", size: 10), to: &output)
        #expect(
            refusal { try writer.append(TarEntry(.regular, "b"), to: &output) }?.what
                == "the entry before is 10 bytes short")
        #expect(refusal { try writer.finish(to: &output) }?.what == "the last entry is 10 bytes short")
        #expect(refusal { try writer.advance(11, to: &output) }?.what == "1 bytes of content are too many")
        try writer.advance(10, to: &output)
        try writer.finish(to: &output)
        #expect(
            refusal { try writer.append(TarEntry(.regular, "b"), to: &output) }?.what
                == "an entry came behind the archive's end")
    }
}
