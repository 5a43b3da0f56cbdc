import Foundation
import TareArchive
import Testing

@Suite struct `Ranges that a zip directory needs` {
    /// Reads a directory as a network layer would; the ranges that were asked for.
    static func plan(_ archive: [UInt8], firstTail: Int = 64 << 10) throws -> (ZipDirectoryReader, [Range<UInt64>]) {
        var reader = try ZipDirectoryReader(size: UInt64(archive.count), firstTail: firstTail)
        var ranges: [Range<UInt64>] = []
        while let range = reader.needed {
            ranges.append(range)
            try #require(ranges.count < 8)
            try reader.provide(Array(archive[Int(range.lowerBound)..<Int(range.upperBound)]), at: range.lowerBound)
        }
        return (reader, ranges)
    }

    @Test(.enabled(if: Wheels.available), arguments: Wheels.pinned)
    func `64 KiB are enough for a wheel of up to some 500 entries, and hold its metadata`(wheel: String) throws {
        let bytes = try Wheels.bytes(wheel)
        let (reader, ranges) = try Self.plan(bytes)
        let directory = try #require(reader.directory)
        #expect(ranges.count == (directory.entries.count > 500 ? 2 : 1))
        #expect(ranges.map(\.count).reduce(0, +) <= max(64 << 10, directory.range.count + 64))
        let whole = try ZipDirectory(of: bytes)
        #expect(
            whole.entries.map { ZipListing($0, in: whole) } == directory.entries.map { ZipListing($0, in: directory) })
        let metadata = try #require(directory.entries.first { directory.name($0).hasSuffix(".dist-info/WHEEL") })
        guard let known = reader.bytes(in: metadata.range) else { return #expect(metadata.end < ranges[0].lowerBound) }
        let text = String(decoding: try directory.content(metadata, of: known), as: UTF8.self)
        #expect(text.hasPrefix("Wheel-Version: 1."))
    }

    @Test(arguments: [1, 22, 23, 42, 60, 100, 1000])
    func `a short first range is followed by what is missing, and never by what is known`(firstTail: Int) throws {
        var forge = ZipForge(.init("a"), .init("b/c"), .init("d", deflated: true))
        forge.comment = Array("a comment".utf8)
        let bytes = forge.bytes
        let (reader, ranges) = try Self.plan(bytes, firstTail: firstTail)
        #expect(reader.directory?.entries.count == 3)
        var known = UInt64(bytes.count)
        for range in ranges {
            #expect(range.upperBound == known && !range.isEmpty)
            known = range.lowerBound
        }
    }

    @Test func `more than was asked for is used, less is refused`() throws {
        let bytes = ZipForge(.init("a")).bytes
        var reader = try ZipDirectoryReader(size: UInt64(bytes.count), firstTail: 22)
        try reader.provide(bytes, at: 0)
        #expect(reader.needed == nil && reader.directory?.entries.count == 1)
        #expect(reader.bytes(in: 0..<4).map(Array.init) == [0x50, 0x4B, 3, 4])
        #expect(reader.bytes(in: 0..<UInt64(bytes.count) + 1) == nil)
        var short = try ZipDirectoryReader(size: UInt64(bytes.count), firstTail: 40)
        let at = UInt64(bytes.count - 40)
        #expect(throws: ZipError.truncated(part: .directory, offset: at)) { try short.provide([], at: at) }
        #expect(throws: ZipError.self) { try short.provide(bytes, at: UInt64.max - 3) }
    }

    @Test func `a file that is no archive costs one range more than 64 KiB and is refused`() throws {
        let bytes = [UInt8](repeating: 0x50, count: 200_000)
        #expect(zipRefusal { try Self.plan(bytes) } == .noEndRecord(size: 200_000))
        #expect(zipRefusal { try Self.plan([]) } == .noEndRecord(size: 0))
        #expect(zipRefusal { try Self.plan(Array("PK\u{5}\u{6}".utf8)) } == .noEndRecord(size: 4))
    }

    @Test func `of entries are joined where little lies between them`() throws {
        let directory = try ZipDirectory(of: ZipForge(.init("a"), .init("b"), .init("c"), .init("d")).bytes)
        // Each entry takes 36 bytes.
        #expect(directory.ranges(of: [3, 0], gap: 71) == [0..<36, 108..<144])
        #expect(directory.ranges(of: [3, 0], gap: 72) == [0..<144])
        #expect(directory.ranges(of: [1, 0, 1], gap: 0) == [0..<72])
        #expect(directory.ranges(of: [Int]()).isEmpty)
    }

    @Test func `of an entry's head need not be the whole entry`() throws {
        let bytes = ZipForge(.init("a"), .init("bb", String(repeating: "0123456789", count: 50), deflated: true)).bytes
        let directory = try ZipDirectory(of: bytes)
        let entry = directory.entries[1]
        for count in [0, 1, 10, 500, 501] {
            let head = try directory.head(entry, of: bytes[Int(entry.headerOffset)..<Int(entry.end)], count: count)
            #expect(head.count == min(count, 500) && head.starts(with: "0123456789".utf8.prefix(count)))
        }
        let start = Int(entry.headerOffset)
        #expect(try directory.head(entry, of: bytes[start..<start + 30 + 2 + 5 + 20], count: 20).count == 20)
        #expect(
            zipRefusal { try directory.head(entry, of: bytes[start..<start + 50], count: 20) }
                == .truncated(part: .content, offset: UInt64(start + 50)))
        #expect(zipRefusal { try directory.head(entry, of: bytes[start..<start + 20], count: 0) } != nil)
    }
}
