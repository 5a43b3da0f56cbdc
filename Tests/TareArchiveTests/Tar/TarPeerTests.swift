import Foundation
import TareArchive
import Testing

/// What both readers say of an entry.
struct TarListing: Hashable, Codable {
    var kind: String
    /// Names and links as Latin-1, one character a byte.
    var name: String
    var link: String
    var mode: UInt16
    var uid: UInt32
    var gid: UInt32
    var size: UInt64
    var mtime: Int64
    var major: UInt32
    var minor: UInt32
    var sparse: Bool
    var checksum: UInt32

    init(_ entry: RecordedEntry) {
        let device = entry.kind == .characterDevice || entry.kind == .blockDevice
        var name = entry.name[...]
        while name.last == UInt8(ascii: "/") { name.removeLast() }
        kind = "\(entry.kind)"
        self.name = Self.latin(name)
        link = Self.latin(entry.linkTarget)
        (mode, uid, gid, size) = (entry.mode, entry.userID, entry.groupID, entry.size)
        mtime = entry.modified
        (major, minor) = device ? (entry.deviceMajor, entry.deviceMinor) : (0, 0)
        sparse = entry.isSparse
        var crc = CRC32()
        if !entry.isSparse { entry.content.withUnsafeBytes { crc.update($0) } }
        checksum = crc.value
    }

    private static func latin(_ bytes: some Sequence<UInt8>) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// What Python's tarfile says of a file.
    static func ofTarfile(_ path: String) throws -> [TarListing] {
        let lines = try Tool.python("list_tar.py", [path]).split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONDecoder().decode(TarListing.self, from: Data($0)) }
    }
}

@Suite(.enabled(if: Tool.available("python3", "tar", "truncate", "mkfifo")))
struct `Tar archives of other programs` {
    @Test(arguments: ["ustar", "gnu", "pax", "pax-headers"])
    func `tarfile's formats are read as tarfile reads them`(format: String) throws {
        let directory = try ScratchDirectory()
        try Tool.python("make_tars.py", [directory.url.path])
        try expectAgreement(directory, "\(format).tar", atLeast: format == "pax-headers" ? 1 : 15)
    }

    @Test(arguments: ["v7", "oldgnu", "gnu", "ustar", "pax", "posix"])
    func `GNU tar's formats are read as tarfile reads them`(format: String) throws {
        let directory = try ScratchDirectory()
        try Tool.shell(
            """
            mkdir -p tree/sub/deep && cd tree
            printf content > file && ln file sub/hard && ln -s ../file sub/soft && mkfifo pipe
            head -c 513 /dev/zero > zeros && printf x > "sub/blank and
            line" && chmod 4751 file && chmod 1777 sub && touch -d @1234567890 file
            """, in: directory)
        if format != "v7" {
            try Tool.shell(
                "cd tree && mkdir -p $(printf 'p%.0s' $(seq 90)) && cd pp* && echo > $(printf 'n%.0s' $(seq 90))",
                in: directory)
        }
        if !["v7", "ustar"].contains(format) {
            try Tool.shell(
                """
                cd tree && echo > $(printf 'l%.0s' $(seq 250)) && ln -s $(printf 't%.0s' $(seq 900)) long-link
                printf wide > 文件 && touch -d @-5 文件
                """, in: directory)
        }
        let extra = format == "v7" || format == "ustar" ? "--exclude=pipe" : "--numeric-owner"
        try Tool.shell("tar --format=\(format) \(extra) -cf made.tar tree", in: directory)
        try expectAgreement(directory, "made.tar", atLeast: 7)
    }

    @Test(arguments: ["gnu", "pax --sparse-version=0.0", "pax --sparse-version=0.1", "pax --sparse-version=1.0"])
    func `sparse files keep their size and are marked`(format: String) throws {
        let directory = try ScratchDirectory()
        // Forty pieces: more than an old GNU header and one extension block hold.
        try Tool.shell(
            """
            truncate -s 8M sparse
            for i in $(seq 0 39); do printf "piece $i" | dd of=sparse bs=1 seek=$((i * 200000)) conv=notrunc status=none; done
            echo behind > behind
            tar --format=\(format) -S -cf made.tar sparse behind
            """, in: directory)
        try expectAgreement(directory, "made.tar", atLeast: 2)
        let entries = try TarRecorder.read(try directory.read("made.tar"))
        try #require(entries.count == 2)
        #expect(entries[0].isSparse && entries[0].text == "sparse" && entries[0].size == 8 << 20)
        #expect(entries[0].contentLength < 2 << 20)
        #expect(String(decoding: entries[1].content, as: UTF8.self) == "behind\n")
    }

    @Test func `extended attributes and access control lists are passed over`() throws {
        let directory = try ScratchDirectory()
        try Tool.shell(
            """
            echo x > file && tar --format=pax --pax-option='SCHILY.xattr.user.a=b,RHT.security.selinux=u:r:t,comment=é' \
            --xattrs --acls -cf made.tar file
            """, in: directory)
        try expectAgreement(directory, "made.tar", atLeast: 1)
    }

    @Test func `devices and base-256 owners are read`() throws {
        let directory = try ScratchDirectory()
        try Tool.shell(
            "echo x > file && tar --format=gnu --owner=a:3000000000 --group=b:4294967295 -cf made.tar file /dev/null",
            in: directory)
        try expectAgreement(directory, "made.tar", atLeast: 2)
        let entries = try TarRecorder.read(try directory.read("made.tar"))
        #expect(entries.map(\.userID) == [3_000_000_000, 3_000_000_000])
        #expect(entries.last.map { [$0.deviceMajor, $0.deviceMinor] } == [1, 3])
    }

    @Test func `appended archives are read to the end marker and junk behind it is refused`() throws {
        let directory = try ScratchDirectory()
        try Tool.shell(
            "echo a > a && echo b > b && tar -cf one.tar a && tar -rf one.tar b && tar -b1 -cf small.tar a",
            in: directory)
        try expectAgreement(directory, "one.tar", atLeast: 2)
        let bytes = try directory.read("small.tar")
        #expect(
            refusal { try TarRecorder.read(bytes + [0, 0, 7]) }
                == .trailingData(format: "tar", offset: UInt64(bytes.count + 2)))
    }

    private func expectAgreement(_ directory: ScratchDirectory, _ name: String, atLeast count: Int) throws {
        let bytes = try directory.read(name)
        let expected = try TarListing.ofTarfile(directory.path(name))
        #expect(expected.count >= count)
        for chunking in Chunking.allCases {
            let found = try TarRecorder.read(bytes, chunk: chunking.size)
            #expect(found.map(TarListing.init) == expected, "\(chunking)")
            for entry in found {
                let start = Int(entry.contentOffset)
                #expect(entry.isEnded && entry.content == Array(bytes[start..<start + Int(entry.contentLength)]))
            }
        }
    }
}
