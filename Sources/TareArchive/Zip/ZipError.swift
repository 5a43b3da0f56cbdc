public import TareDiagnostics

/// Why a zip archive was refused. Offsets are those of the file.
///
/// Most of these are archives that two readers would understand differently; wheels have been used that way, so that
/// what a scanner saw was not what an installer unpacked (uv's advisories of 2025 list the ways).
public enum ZipError: Refusal, Equatable {
    /// No end-of-central-directory record: not a zip archive, or cut off.
    case noEndRecord(size: UInt64)
    /// The file, or what was fetched of it, ends inside a structure.
    case truncated(part: ZipPart, offset: UInt64)
    /// A structure that no reader would accept.
    case malformed(part: ZipPart, detail: String, offset: UInt64)
    case multipleDisks(offset: UInt64)
    /// A ZIP64 end record with fields that only some readers know.
    case extensibleData(offset: UInt64)
    /// A comment with bytes that only structures of an archive have.
    case commentHidesArchive(offset: UInt64)
    /// Bytes behind the end record that are not all zero.
    case trailingData(offset: UInt64)
    /// Bytes before the first entry.
    case prependedData(count: UInt64)
    /// Bytes that belong to no entry.
    case unclaimedBytes(offset: UInt64, count: UInt64)
    /// The end record and the directory count differently.
    case wrongEntryCount(stated: UInt64, actual: UInt64, offset: UInt64)

    case encrypted(name: String, offset: UInt64)
    case unsupportedMethod(UInt16, name: String, offset: UInt64)
    /// Two entries share bytes, as in bombs that state the same data many times.
    case overlap(name: String, other: String, offset: UInt64)
    /// An entry's data would lie in the directory or behind the end of the file.
    case outsideFile(name: String, offset: UInt64)
    /// Two entries would be the same file, or one would be a folder and a file.
    case duplicate(name: String, other: String, offset: UInt64)
    case unsafeName(name: String, problem: ZipNameProblem, offset: UInt64)

    /// A local header or data descriptor that says otherwise than the directory.
    case conflict(ZipField, name: String, offset: UInt64)
    /// Content that is not of the stated size.
    case wrongSize(name: String, stated: UInt64, offset: UInt64)
    case wrongChecksum(name: String, stated: UInt32, actual: UInt32, offset: UInt64)
    /// Deflate data that cannot be decoded or does not end where it should.
    case malformedData(name: String, detail: String, offset: UInt64)

    case tooManyEntries(UInt64, limit: Int)
    case directoryTooLarge(UInt64, limit: Int)
    case tooLarge(limit: UInt64)
    /// Contents out of all proportion to the archive.
    case bomb(output: UInt64, input: UInt64)
}

/// The structures of a zip archive (APPNOTE.TXT 4.3).
public enum ZipPart: String, Sendable, Hashable {
    case endRecord = "end record"
    case locator = "ZIP64 locator"
    case endRecord64 = "ZIP64 end record"
    case directory = "central directory"
    case localHeader = "local header"
    case descriptor = "data descriptor"
    case extraField = "extra field"
    case content = "content"
}

/// What a local header or data descriptor repeats from the directory.
public enum ZipField: String, Sendable, Hashable {
    case name, flags
    case method = "compression method"
    case checksum = "CRC-32"
    case compressedSize = "compressed size"
    case size
    case descriptor = "data descriptor"
}
