import TareArchive
import TareDiagnostics
import Testing

@Suite struct `What zip errors say` {
    @Test(arguments: [
        (ZipError.noEndRecord(size: 4), "no zip archive: its 4 bytes have no end record"),
        (.truncated(part: .localHeader, offset: 7), "byte 7: the zip archive is cut off in a local header"),
        (
            .malformed(part: .directory, detail: "a folder has content", offset: 7),
            "byte 7: the zip archive's central directory is malformed: a folder has content"
        ),
        (.prependedData(count: 3), "there are 3 bytes before the zip archive's first entry"),
        (.trailingData(offset: 9), "byte 9: there is data behind the zip archive's end record"),
        (.unclaimedBytes(offset: 9, count: 2), "byte 9: 2 bytes belong to no entry of the zip archive"),
        (.commentHidesArchive(offset: 9), "byte 9: the zip archive's comment could be another archive"),
        (
            .wrongEntryCount(stated: 1, actual: 2, offset: 9),
            "byte 9: the zip archive's end record states 1 entries, its directory has 2"
        ),
        (.multipleDisks(offset: 9), "byte 9: the zip archive is one part of several"),
        (.extensibleData(offset: 9), "byte 9: the ZIP64 end record has extensible data"),
        (.encrypted(name: "a", offset: 9), "byte 9: entry 'a' is encrypted"),
        (
            .unsupportedMethod(93, name: "a", offset: 9),
            "byte 9: entry 'a' is packed by method 93, not stored (0) or deflated (8)"
        ),
        (.overlap(name: "a", other: "b", offset: 9), "byte 9: entries 'a' and 'b' share the same bytes"),
        (.outsideFile(name: "a", offset: 9), "byte 9: entry 'a' lies outside the zip archive's contents"),
        (.duplicate(name: "a", other: "a", offset: 9), "byte 9: entry 'a' comes twice"),
        (.duplicate(name: "a/b", other: "a", offset: 9), "byte 9: entry 'a/b' would lie at the same place as 'a'"),
        (
            .unsafeName(name: "../\u{1B}[31m", problem: .parentComponent, offset: 9),
            #"byte 9: entry '../\u{1b}[31m' has a '..' component and could leave the root"#
        ),
        (
            .conflict(.checksum, name: "a", offset: 9),
            "byte 9: the CRC-32 of entry 'a' differs between its header and the directory"
        ),
        (.wrongSize(name: "a", stated: 5, offset: 9), "byte 9: entry 'a' does not have the stated 5 bytes"),
        (
            .wrongChecksum(name: "a", stated: 255, actual: 16, offset: 9),
            "byte 9: entry 'a' has CRC-32 10, not ff as stated"
        ),
        (
            .malformedData(name: "a", detail: "invalid deflate data", offset: 9),
            "byte 9: entry 'a' cannot be unpacked: invalid deflate data"
        ),
        (.tooManyEntries(9, limit: 8), "the zip archive has 9 entries, more than 8"),
        (.directoryTooLarge(9, limit: 8), "the zip archive's directory has 9 bytes, more than 8"),
        (.tooLarge(limit: 8), "the zip archive unpacks to more than 8 bytes"),
        (
            .bomb(output: 9, input: 1),
            "the zip archive unpacks 1 bytes to 9: it is refused as a decompression bomb"
        ),
    ])
    func `is what, where and of whom`(error: ZipError, text: String) {
        #expect(error.description == text)
    }
}
