import TareArchive
import Testing

@Suite struct `Zip archives that readers would understand differently` {
    typealias Entry = ZipForge.Entry

    /// A forged archive of two entries after a change to the second, or to the whole.
    static func forge(_ change: (inout ZipForge) -> Void) -> [UInt8] {
        var forge = ZipForge(Entry("first.py"), Entry("pkg/second.py", "print(1)", deflated: true))
        change(&forge)
        return forge.bytes
    }

    @Test func `the archive that they are made from is sound`() throws {
        let contents = try unzip(Self.forge { _ in })
        #expect(contents == ["first.py": Array("hello".utf8), "pkg/second.py": Array("print(1)".utf8)])
        #expect(try ZipDirectory(of: ZipForge().bytes).entries.isEmpty)
        // Zeros behind the end and a comment of text are what some writers leave.
        let padded = Self.forge { ($0.comment, $0.suffix) = (Array("text".utf8), [0, 0, 0]) }
        #expect(try unzip(padded).count == 2)
    }

    @Test func `the end record is held against the file`() {
        let size = UInt64(Self.forge { _ in }.count)
        func refused(_ change: (inout ZipForge) -> Void) -> ZipError? { zipRefusal { try unzip(Self.forge(change)) } }
        #expect(refused { $0.suffix = Array("x".utf8) } == .trailingData(offset: size))
        #expect(refused { $0.comment = [7] } == .commentHidesArchive(offset: size))
        #expect(refused { $0.comment = Self.forge { _ in } } != nil)
        #expect(refused { $0.suffix = Self.forge { _ in } } == .prependedData(count: size))
        #expect(refused { $0.prefix = Array("#!/bin/sh\n".utf8) } == .prependedData(count: 10))
        #expect(
            refused {
                $0.prefix = [1]; $0.directoryShift = -1
            } == .prependedData(count: 1))
        #expect(refused { $0.disk = 1 } == .multipleDisks(offset: size - 22))
        #expect(refused { $0.entries[1].disk = 3 } == .multipleDisks(offset: size - 22 - 59))
        #expect(refused { $0.statedEntries = 1 } == .wrongEntryCount(stated: 1, actual: 2, offset: size - 22 - 59))
        #expect(refused { $0.statedEntries = 3 } == .wrongEntryCount(stated: 3, actual: 2, offset: size - 22 - 113))
        #expect(refused { $0.statedEntries = 0xFFFF } != nil)
        #expect(refused { $0.directoryShift = 1 } == .truncated(part: .directory, offset: size - 22))
        #expect(refused { $0.directoryGrowth = -1 } == .prependedData(count: 1))
        #expect(refused { $0.beforeEnd = [0, 0] } == .prependedData(count: 2))
        #expect(refused { $0.directoryShift = .max } == .truncated(part: .directory, offset: size - 22))
    }

    @Test func `ZIP64 records stand where they say, agree with the plain ones and have nothing more`() throws {
        let plain = Self.forge { _ in }
        let (end, start) = (UInt64(plain.count - 22), UInt64(plain.count - 22 - 113))
        func record(
            signature: UInt32 = 0x0606_4B50, size: UInt64 = 44, disk: UInt32 = 0, entries: UInt64 = 2,
            directory: UInt64? = nil, place: UInt64? = nil, gap: [UInt8] = [], disks: UInt32 = 1
        ) -> [UInt8] {
            typealias Forge = ZipForge
            let head = Forge.little(signature) + Forge.little(size) + [45, 0, 45, 0] + Forge.little(disk)
            let counts = Forge.little(UInt32(0)) + Forge.little(entries) + Forge.little(entries)
            let where64 = Forge.little(UInt64(113)) + Forge.little(directory ?? start) + gap
            let locator = Forge.little(UInt32(0x0706_4B50)) + Forge.little(UInt32(0))
            return head + counts + where64 + locator + Forge.little(place ?? end) + Forge.little(disks)
        }
        func refused(_ records: [UInt8]) -> ZipError? {
            zipRefusal { try unzip(Self.forge { $0.beforeEnd = records }) }
        }
        #expect(try unzip(Self.forge { $0.beforeEnd = record() }).count == 2)
        #expect(refused(record(size: 45)) == .extensibleData(offset: end))
        #expect(refused(record(disk: 1)) == .multipleDisks(offset: end))
        #expect(refused(record(disks: 2)) == .multipleDisks(offset: end + 56))
        #expect(refused(record(gap: [1, 2])) == .unclaimedBytes(offset: end + 56, count: 2))
        for wrong in [
            record(signature: 1), record(entries: 3), record(directory: start - 1), record(directory: .max),
            record(place: end - 1), record(place: .max), record(place: 0),
        ] {
            guard case .malformed = refused(wrong) else {
                Issue.record("\(String(describing: refused(wrong)))")
                continue
            }
        }
        #expect(refused(record(place: end + 20)) == .truncated(part: .endRecord64, offset: end + 20))
    }

    @Test func `entries lie side by side inside the file`() {
        let second = UInt64(30 + 8 + 5)
        func refused(_ change: (inout ZipForge) -> Void) -> ZipError? { zipRefusal { try unzip(Self.forge(change)) } }
        // Both entries are the same bytes: the bomb that states one file thousands of times.
        #expect(
            refused { $0.entries[1].offset = 0 } == .overlap(name: "first.py", other: "pkg/second.py", offset: 0))
        #expect(
            refused { $0.entries[1].offset = 40 } == .overlap(name: "first.py", other: "pkg/second.py", offset: 40))
        #expect(refused { $0.entries[1].offset = 9999 } == .outsideFile(name: "pkg/second.py", offset: 9999))
        #expect(refused { $0.entries[1].offset = .max } == .outsideFile(name: "pkg/second.py", offset: 0xFFFF_FFFF))
        #expect(
            refused { $0.entries[1].central.packed += 1 } == .outsideFile(name: "pkg/second.py", offset: second))
        #expect(refused { $0.entries[0].gap = [1, 2, 3] } == .unclaimedBytes(offset: second, count: 3))
        #expect(
            refused { $0.entries[0].gap = [UInt8](repeating: 0, count: 16) }
                == .unclaimedBytes(offset: second, count: 16))
        #expect(refused { $0.entries[0].offset = 1 } != nil)
    }

    @Test func `two entries are never the same file`() {
        func refused(_ names: String...) -> ZipError? {
            var forge = ZipForge()
            forge.entries = names.map { Entry($0, $0.hasSuffix("/") ? "" : "x") }
            return zipRefusal { try unzip(forge.bytes) }
        }
        #expect(refused("a", "b", "a") == .duplicate(name: "a", other: "a", offset: 64))
        #expect(refused("a", "a/b") == .duplicate(name: "a/b", other: "a", offset: 32))
        #expect(refused("a/b/c", "a-b", "a/b") == .duplicate(name: "a/b/c", other: "a/b", offset: 0))
        #expect(refused("a/", "a") == .duplicate(name: "a/", other: "a", offset: 0))
        #expect(refused("a/", "a/b", "a-b", "a.b", "ab") == nil)
    }

    @Test func `a local header says what the directory says`() {
        func refused(_ change: (inout Entry) -> Void) -> ZipError? {
            zipRefusal { try unzip(Self.forge { change(&$0.entries[1]) }) }
        }
        func conflict(_ field: ZipField) -> ZipError { .conflict(field, name: "pkg/second.py", offset: 43) }
        #expect(refused { $0.local.name[0] = 0x71 } == conflict(.name))
        #expect(refused { $0.local.method = 0 } == conflict(.method))
        #expect(refused { $0.local.crc32 += 1 } == conflict(.checksum))
        #expect(refused { $0.local.crc32 = 0 } == conflict(.checksum))
        #expect(refused { $0.local.packed -= 1 } == conflict(.compressedSize))
        #expect(refused { $0.local.size = 0 } == conflict(.size))
        #expect(refused { $0.local.flags = 1 } == conflict(.flags))
        #expect(refused { $0.local.flags = 8 } == conflict(.flags))
        #expect(refused { $0.local.flags = 0x800 } == nil)
        #expect(refused { $0.offsetByOne() } != nil)
    }

    @Test func `a data descriptor says what the directory says`() {
        func refused(_ bytes: [UInt8], _ change: (inout Entry) -> Void = { _ in }) -> ZipError? {
            zipRefusal {
                try unzip(
                    Self.forge {
                        $0.entries[1].both { $0.flags = 8 }
                        $0.entries[1].local.crc32 = 0
                        ($0.entries[1].local.packed, $0.entries[1].local.size) = (0, 0)
                        $0.entries[1].descriptor = bytes
                        change(&$0.entries[1])
                    })
            }
        }
        typealias Forge = ZipForge
        let entry = Entry("pkg/second.py", "print(1)", deflated: true)
        let (crc, packed, size) = (entry.central.crc32, entry.central.packed, entry.central.size)
        let signature = Forge.little(UInt32(0x0807_4B50))
        let narrow = Forge.little(crc) + Forge.little(packed) + Forge.little(size)
        let wide = Forge.little(crc) + Forge.little(UInt64(packed)) + Forge.little(UInt64(size))
        for sound in [narrow, signature + narrow, wide, signature + wide] { #expect(refused(sound) == nil) }
        let at = UInt64(43 + 30 + 13) + UInt64(packed)
        func wrong(_ field: ZipField) -> ZipError { .conflict(field, name: "pkg/second.py", offset: at) }
        #expect(refused(Forge.little(crc + 1) + narrow.dropFirst(4)) == wrong(.checksum))
        #expect(
            refused(signature + narrow.prefix(4) + Forge.little(packed + 1) + narrow.suffix(4))
                == wrong(.compressedSize))
        #expect(refused(wide.dropLast(8) + Forge.little(UInt64(size) + (1 << 32))) == wrong(.size))
        #expect(refused(Array(narrow.dropLast())) == .outsideFile(name: "pkg/second.py", offset: 43))
        #expect(refused(narrow + [0]) == .unclaimedBytes(offset: at, count: 13))
        #expect(
            refused([1, 2, 3, 4] + narrow)
                == .malformed(part: .descriptor, detail: "it does not begin as it should", offset: at))
        #expect(refused(narrow) { $0.local.crc32 = 1 } == .conflict(.checksum, name: "pkg/second.py", offset: 43))
        // The extra field of the local header eats into the descriptor's place.
        #expect(
            refused(narrow) {
                $0.gap = []; $0.local.extra = [0, 0, 0, 0]; $0.descriptor.removeLast(4)
            }
                == .conflict(.descriptor, name: "pkg/second.py", offset: 43))
    }

    @Test func `content has the stated size and checksum`() {
        func refused(_ change: (inout Entry) -> Void) -> ZipError? {
            zipRefusal { try unzip(Self.forge { change(&$0.entries[1]) }) }
        }
        let name = "pkg/second.py"
        let entry = Entry(name, "print(1)", deflated: true)
        let (start, crc) = (UInt64(86), entry.central.crc32)
        #expect(
            refused { $0.both { $0.crc32 ^= 1 } }
                == .wrongChecksum(name: name, stated: crc ^ 1, actual: crc, offset: start + 13))
        #expect(refused { $0.both { $0.size -= 1 } } == .wrongSize(name: name, stated: 7, offset: start))
        #expect(refused { $0.both { $0.size += 1 } } == .wrongSize(name: name, stated: 9, offset: start + 13))
        #expect(
            refused { $0.both { $0.size = 5_000_000 } }
                == .malformed(part: .directory, detail: "an entry's two sizes do not go together", offset: 86 + 13 + 54)
        )
        func malformed(_ detail: String, at offset: UInt64) -> ZipError {
            .malformedData(name: name, detail: detail, offset: offset)
        }
        #expect(refused { $0.data[0] = 7 } == malformed("invalid deflate data", at: start))
        #expect(refused { $0.data[0] = 0 } == malformed("its deflate data does not end", at: start + 13))
        for extra in [[0], [UInt8](repeating: 9, count: 40)] {
            #expect(
                refused {
                    $0.data += extra; $0.both { $0.packed += UInt32(extra.count) }
                }
                    == malformed("its data ends before its stated size", at: start))
        }
        #expect(
            refused {
                $0.data = []; $0.both { ($0.packed, $0.size, $0.crc32) = (0, 0, 0) }
            } == malformed("its deflate data does not end", at: start))
        #expect(
            zipRefusal { try unzip(Self.forge { $0.entries[0].both { $0.crc32 = 0 } }) }
                == .wrongChecksum(name: "first.py", stated: 0, actual: 0x3610_A686, offset: 43))
    }

    @Test func `encryption and other methods are refused`() {
        func refused(_ change: (inout ZipForge.Header) -> Void) -> ZipError? {
            zipRefusal { try unzip(Self.forge { $0.entries[1].both(change) }) }
        }
        let at = UInt64(86 + 13 + 54)
        for bit: UInt16 in [0, 6, 13] {
            #expect(refused { $0.flags = 1 << bit } == .encrypted(name: "pkg/second.py", offset: at))
        }
        for method: UInt16 in [1, 9, 12, 14, 93, 95, 264] {
            #expect(refused { $0.method = method } == .unsupportedMethod(method, name: "pkg/second.py", offset: at))
        }
    }

    @Test func `extra fields are whole and come once`() {
        func refused(_ extra: [UInt8], _ change: (inout Entry) -> Void = { _ in }) -> ZipError? {
            zipRefusal {
                try unzip(
                    Self.forge {
                        $0.entries[1].central.extra = extra
                        change(&$0.entries[1])
                    })
            }
        }
        #expect(refused([0x99, 0x99, 2, 0, 1, 1]) == nil)
        #expect(refused([0, 0, 0]) == nil)
        for wrong: [UInt8] in [[0x99, 0x99, 1, 0], [1, 0, 0xFF, 0xFF], [1, 0, 1, 0, 0, 1, 0, 1, 0, 0]] {
            guard case .malformed(.extraField, _, _) = refused(wrong) else {
                Issue.record("\(wrong) was not refused")
                continue
            }
        }
        let short: [UInt8] = [1, 0, 4, 0, 1, 2, 3, 4]
        guard case .malformed(.extraField, _, _) = refused(short, { $0.central.size = 0xFFFF_FFFF }) else {
            Issue.record("a short ZIP64 field was not refused")
            return
        }
        let path: [UInt8] = [0x75, 0x70, 8, 0, 1, 0, 0, 0, 0] + Array("abc".utf8)
        #expect(refused(path) == .unsafeName(name: "pkg/second.py", problem: .renamed, offset: 86 + 13 + 54))
        #expect(
            zipRefusal { try unzip(Self.forge { $0.entries[1].local.extra = path }) }
                == .unsafeName(name: "pkg/second.py", problem: .renamed, offset: 43))
    }

    @Test func `bounds hold before anything is unpacked`() {
        let archive = Self.forge { _ in }
        func refused(_ change: (inout ZipLimits) -> Void) -> ZipError? {
            var limits = ZipLimits()
            change(&limits)
            return zipRefusal { try unzip(archive, limits: limits) }
        }
        #expect(refused { $0.maximumEntries = 1 } == .tooManyEntries(2, limit: 1))
        #expect(refused { $0.maximumDirectory = 112 } == .directoryTooLarge(113, limit: 112))
        #expect(refused { $0.maximumName = 12 } == .unsafeName(name: "pkg/second.py", problem: .tooLong, offset: 153))
        #expect(refused { $0.contents.maximumOutput = 12 } == .tooLarge(limit: 12))
        let bomb = Self.forge { $0.entries[1].both { $0.size = 10_000 } }
        var limits = ZipLimits()
        (limits.contents.ratioFloor, limits.contents.maximumRatio) = (1000, 10)
        #expect(
            zipRefusal { try ZipDirectory(of: bomb, limits: limits) }
                == .bomb(output: 10_005, input: UInt64(bomb.count)))
        #expect(refused { $0.contents.maximumOutput = 13 } == nil)
    }

    @Test func `links, pipes and contradicting folders are known by their mode`() throws {
        func kind(_ name: String, mode: UInt32, system: UInt16 = 3) throws -> ZipKind {
            var entry = Entry(name, name.hasSuffix("/") ? "" : "target")
            (entry.attributes, entry.madeBy) = (mode << 16, system << 8 | 20)
            return try ZipDirectory(of: ZipForge(entry).bytes).entries[0].kind
        }
        #expect(try kind("a", mode: 0o120777) == .symbolicLink)
        #expect(try kind("a", mode: 0o120777, system: 0) == .file)
        #expect(try kind("a", mode: 0o010644) == .special)
        #expect(try kind("a", mode: 0) == .file)
        #expect(try kind("a/", mode: 0o040755) == .directory)
        #expect(try kind("a/", mode: 0) == .directory)
        for (name, mode): (String, UInt32) in [("a", 0o040755), ("a/", 0o120777), ("a/", 0o010644)] {
            guard case .malformed = zipRefusal({ try kind(name, mode: mode) }) else {
                Issue.record("\(name) with \(mode) was not refused")
                continue
            }
        }
        var full = Entry("a/", "")
        full.both { $0.crc32 = 1 }
        guard case .malformed = zipRefusal({ try unzip(ZipForge(full).bytes) }) else {
            Issue.record("a folder with content was not refused")
            return
        }
    }
}

extension ZipForge.Entry {
    /// Lets the directory point one byte into the header.
    fileprivate mutating func offsetByOne() { offset = 44 }
}
