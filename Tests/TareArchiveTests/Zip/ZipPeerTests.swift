import Foundation
import TareArchive
import Testing

/// What both readers say of an entry.
struct ZipListing: Hashable, Codable {
    var name: String
    var size: UInt64
    var packed: UInt64
    var crc: UInt32
    var mode: UInt16
    var method: UInt8
    var offset: UInt64
    var folder: Bool

    init(_ entry: ZipEntry, in directory: ZipDirectory) {
        name = directory.name(entry)
        (size, packed, crc, mode) = (entry.size, entry.compressedSize, entry.crc32, entry.unixMode)
        (method, offset, folder) = (entry.method.rawValue, entry.headerOffset, entry.kind == .directory)
    }

    /// What Python's zipfile says.
    static func ofZipfile(_ path: String) throws -> [ZipListing] {
        let script = """
            import json, sys, zipfile
            print(json.dumps([dict(name=i.filename, size=i.file_size, packed=i.compress_size, crc=i.CRC,
                mode=i.external_attr >> 16 if i.create_system in (3, 19) else 0, method=i.compress_type,
                offset=i.header_offset, folder=i.is_dir()) for i in zipfile.ZipFile(sys.argv[1]).infolist()]))
            """
        return try JSONDecoder().decode(
            [ZipListing].self, from: Data(try Tool.run("python3", ["-c", script, path])))
    }
}

@Suite(.enabled(if: Wheels.available))
struct `Wheels of the Python index` {
    @Test(arguments: Wheels.pinned)
    func `entries are those of zipfile and zipinfo`(wheel: String) throws {
        let file = try #require(Wheels.file(wheel))
        let directory = try ZipDirectory(of: try Wheels.bytes(wheel))
        let found = directory.entries.map { ZipListing($0, in: directory) }
        #expect(found.count > 5)
        #expect(try ZipListing.ofZipfile(file.path) == found)
        // -rw-r--r--  2.0 unx  5 b- defN 80-Jan-01 00:00 name
        let lines = String(decoding: try Tool.run("zipinfo", [file.path]), as: UTF8.self).split(separator: "\n")
        let rows = lines.dropFirst(2).dropLast().map { $0.split(separator: " ", maxSplits: 8) }
        #expect(rows.map { $0.last.map(String.init) } == found.map(\.name))
        #expect(rows.map { UInt64($0[3]) } == found.map(\.size))
        #expect(rows.map { String($0[0].dropFirst()) } == found.map { Self.permissions($0.mode) })
        for entry in directory.entries {
            #expect(directory.entry(named: directory.name(entry))?.headerOffset == entry.headerOffset)
        }
        #expect(directory.index(named: "no/such") == nil && directory.caseCollisions().isEmpty)
    }

    @Test(arguments: Wheels.pinned)
    func `contents have the SHA-256 that RECORD states`(wheel: String) throws {
        let bytes = try Wheels.bytes(wheel)
        let scratch = try ScratchDirectory()
        let contents = try unzip(bytes)
        for (name, content) in contents where !name.hasSuffix("/") {
            let file = scratch.url.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content).write(to: file)
        }
        let script = """
            import base64, csv, glob, hashlib, sys
            count = 0
            for name, digest, size in csv.reader(open(glob.glob(sys.argv[1] + '/*.dist-info/RECORD')[0], newline='')):
                data = open(sys.argv[1] + '/' + name, 'rb').read()
                if not digest: continue
                found = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
                assert digest == 'sha256=' + found and int(size) == len(data), name
                count += 1
            print(count)
            """
        let output = String(decoding: try Tool.run("python3", ["-c", script, scratch.url.path]), as: UTF8.self)
        let files = contents.keys.filter { !$0.hasSuffix("/") }.count
        // RECORD itself has no digest, and a few have signatures or an SBOM beside it.
        #expect(try #require(Int(output.dropLast())) >= files - 2)
    }

    @Test func `a lifted deflate stream is what zlib unpacks to the same content`() throws {
        let bytes = try Wheels.bytes("pyyaml==6.0.3")
        let directory = try ZipDirectory(of: bytes)
        let scratch = try ScratchDirectory()
        let reader = ZipEntryReader(directory)
        for (number, entry) in directory.entries.filter({ $0.kind == .file }).prefix(12).enumerated() {
            var content: [UInt8] = []
            reader.begin(entry)
            try Array(bytes[Int(entry.headerOffset)..<Int(entry.end)]).forEachChunk(1000) {
                try reader.consume($0) { content.append(contentsOf: $0) }
            }
            try reader.finish()
            let payload = try #require(reader.payload)
            try scratch.write(Array(bytes[Int(payload.lowerBound)..<Int(payload.upperBound)]), to: "stream")
            let script =
                "import sys, zlib; sys.stdout.buffer.write(zlib.decompress(open(sys.argv[1],'rb').read(), -15))"
            let expected =
                entry.method == .stored
                ? try scratch.read("stream") : try Tool.run("python3", ["-c", script, scratch.path("stream")])
            #expect(content == expected, "entry \(number)")
        }
    }

    @Test(arguments: ["six==1.17.0", "uvicorn==0.38.0"], Chunking.allCases)
    fileprivate func `contents do not depend on the pieces in which bytes come`(wheel: String, chunking: Chunking)
        throws
    {
        let bytes = try Wheels.bytes(wheel)
        #expect(try unzip(bytes, chunk: chunking.size) == unzip(bytes))
    }

    /// As zipinfo and ls print it, without the type.
    private static func permissions(_ mode: UInt16) -> String {
        String(
            (0..<9).map { bit in
                mode & (0o400 >> bit) != 0 ? ["r", "w", "x"][bit % 3] : Character("-")
            })
    }
}

@Suite(.enabled(if: Tool.available("python3")))
struct `Archives that zipfile writes` {
    static let writer = """
        import io, sys, zipfile
        path, how = sys.argv[1:]
        class Pipe(io.RawIOBase):
            def __init__(self, file): self.file = file
            def writable(self): return True
            def write(self, data): return self.file.write(bytes(data))
        out = open(path, 'wb')
        stream = Pipe(out) if 'pipe' in how else out
        kind = zipfile.ZIP_STORED if 'stored' in how else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(stream, 'w', kind) as archive:
            archive.comment = b'made by a test'
            accented = 'd\\u00e9j\\u00e0/vu'
            for name, content in [('a.txt', b'alpha ' * 999), ('empty', b''), (accented, bytes(range(256)) * 300)]:
                with archive.open(name, 'w', force_zip64='zip64' in how) as entry: entry.write(content)
            if 'pipe' not in how: archive.mkdir('folder')
            if 'many' in how:
                for number in range(66000): archive.writestr(f'many/{number}', b'')
        """

    @Test(arguments: [
        "plain", "plain stored", "zip64", "zip64 stored", "pipe", "pipe stored", "pipe zip64", "pipe zip64 stored",
        "stored many",
    ])
    func `are read as zipfile reads them`(how: String) throws {
        let scratch = try ScratchDirectory()
        try Tool.run("python3", ["-c", Self.writer, scratch.path("made.zip"), how])
        let bytes = try scratch.read("made.zip")
        let directory = try ZipDirectory(of: bytes)
        if how.hasSuffix("many") {
            // More than the plain end record can count.
            #expect(directory.entries.count == 66_004 && directory.index(named: "many/65999") == 66_003)
            return
        }
        let found = directory.entries.map { ZipListing($0, in: directory) }
        #expect(found == (try ZipListing.ofZipfile(scratch.path("made.zip"))))
        #expect(directory.entries.allSatisfy { $0.hasDescriptor == how.hasPrefix("pipe") })
        for chunking in Chunking.allCases {
            let contents = try unzip(bytes, chunk: chunking.size)
            #expect(contents["a.txt"] == Array(String(repeating: "alpha ", count: 999).utf8))
            #expect(contents["empty"] == [])
            #expect(contents["déjà/vu"] == (0..<300).flatMap { _ in (0...255).map { UInt8($0) } })
        }
    }

    @Test func `places and sizes beyond 4 GiB are read, from a sparse file`() throws {
        let scratch = try ScratchDirectory()
        // A stored file of 5 GiB of zeros, written as a hole, and one behind it.
        let script = """
            import struct, sys, zipfile, zlib
            big, tail = 5 << 30, b'behind'
            out = open(sys.argv[1], 'wb')
            wide = struct.pack('<HHQQ', 1, 16, big, big)
            none = 0xffffffff
            out.write(struct.pack('<IHHHHHIIIHH', 0x04034b50, 45, 0, 0, 0, 33, 7, none, none, 3, 20) + b'big' + wide)
            out.seek(big, 1)
            place = out.tell()
            crc = zlib.crc32(tail)
            out.write(struct.pack('<IHHHHHIIIHH', 0x04034b50, 20, 0, 0, 0, 33, crc, 6, 6, 5, 0) + b'small' + tail)
            start = out.tell()
            def head(name, crc, size, extra, place):
                fields = 0x02014b50, 45, 45, 0, 0, 0, 33, crc, size, size, len(name), len(extra), 0, 0, 0, 0, place
                out.write(struct.pack('<IHHHHHHIIIHHHHHII', *fields) + name + extra)
            head(b'big', 7, none, wide, 0)
            head(b'small', crc, 6, struct.pack('<HHQ', 1, 8, place), none)
            end = out.tell()
            out.write(struct.pack('<IQHHIIQQQQ', 0x06064b50, 44, 45, 45, 0, 0, 2, 2, end - start, start))
            out.write(struct.pack('<IIQI', 0x07064b50, 0, end, 1))
            out.write(struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, 2, 2, end - start, 0xffffffff, 0))
            out.close()
            assert zipfile.ZipFile(sys.argv[1]).read('small') == tail
            """
        try Tool.run("python3", ["-c", script, scratch.path("big.zip")])
        let file = try FileHandle(forReadingFrom: scratch.url.appendingPathComponent("big.zip"))
        let size = try file.seekToEnd()
        func fetch(_ range: Range<UInt64>) throws -> [UInt8] {
            try file.seek(toOffset: range.lowerBound)
            return [UInt8](try file.read(upToCount: range.count) ?? Data())
        }
        var reader = try ZipDirectoryReader(size: size)
        while let range = reader.needed { try reader.provide(try fetch(range), at: range.lowerBound) }
        let directory = try #require(reader.directory)
        #expect(
            directory.entries.map { ZipListing($0, in: directory) }
                == (try ZipListing.ofZipfile(scratch.path("big.zip"))))
        let small = try #require(directory.entry(named: "small"))
        #expect(small.headerOffset > 5 << 30)
        let content = try directory.content(small, of: try fetch(small.range)[...])
        #expect(String(decoding: content, as: UTF8.self) == "behind")
        // The header of the large one holds; its checksum is not that of zeros, which only its end would show.
        let large = try #require(directory.entry(named: "big"))
        let entryReader = ZipEntryReader(directory)
        entryReader.begin(large)
        try fetch(0..<1 << 20).withUnsafeBytes { try entryReader.consume($0) { _ in } }
        let payload: Range<UInt64> = 53..<53 + (5 << 30)
        #expect(entryReader.payload == payload)
    }
}
