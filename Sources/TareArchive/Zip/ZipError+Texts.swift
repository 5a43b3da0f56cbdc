internal import TareDiagnostics

extension ZipError {
    public var what: String {
        switch self {
        case .noEndRecord(let size): "no zip archive: its \(size) bytes have no end record"
        case .truncated(let part, _): "the zip archive is cut off in a \(part.rawValue)"
        case .malformed(let part, let detail, _): "the zip archive's \(part.rawValue) is malformed: \(detail)"
        case .multipleDisks: "the zip archive is one part of several"
        case .extensibleData: "the ZIP64 end record has extensible data"
        case .commentHidesArchive: "the zip archive's comment could be another archive"
        case .trailingData: "there is data behind the zip archive's end record"
        case .prependedData(let count): "there are \(count) bytes before the zip archive's first entry"
        case .unclaimedBytes(_, let count): "\(count) bytes belong to no entry of the zip archive"
        case .wrongEntryCount(let stated, let actual, _):
            "the zip archive's end record states \(stated) entries, its directory has \(actual)"
        case .encrypted(let name, _): "entry '\(name.printable())' is encrypted"
        case .unsupportedMethod(let method, let name, _):
            "entry '\(name.printable())' is packed by method \(method), not stored (0) or deflated (8)"
        case .overlap(let name, let other, _):
            "entries '\(name.printable())' and '\(other.printable())' share the same bytes"
        case .outsideFile(let name, _): "entry '\(name.printable())' lies outside the zip archive's contents"
        case .duplicate(let name, let other, _) where name == other: "entry '\(name.printable())' comes twice"
        case .duplicate(let name, let other, _):
            "entry '\(name.printable())' would lie at the same place as '\(other.printable())'"
        case .unsafeName(let name, let problem, _): "entry '\(name.printable())' \(problem.rawValue)"
        case .conflict(let field, let name, _):
            "the \(field.rawValue) of entry '\(name.printable())' differs between its header and the directory"
        case .wrongSize(let name, let stated, _): "entry '\(name.printable())' does not have the stated \(stated) bytes"
        case .wrongChecksum(let name, let stated, let actual, _):
            "entry '\(name.printable())' has CRC-32 \(String(actual, radix: 16)), "
                + "not \(String(stated, radix: 16)) as stated"
        case .malformedData(let name, let detail, _): "entry '\(name.printable())' cannot be unpacked: \(detail)"
        case .tooManyEntries(let count, let limit): "the zip archive has \(count) entries, more than \(limit)"
        case .directoryTooLarge(let size, let limit):
            "the zip archive's directory has \(size) bytes, more than \(limit)"
        case .tooLarge(let limit): "the zip archive unpacks to more than \(limit) bytes"
        case .bomb(let output, let input):
            "the zip archive unpacks \(input) bytes to \(output): it is refused as a decompression bomb"
        }
    }

    public var location: String? { offset.map { "byte \($0)" } }

    private var offset: UInt64? {
        switch self {
        case .noEndRecord, .prependedData, .tooManyEntries, .directoryTooLarge, .tooLarge, .bomb: nil
        case .truncated(_, let offset), .malformed(_, _, let offset), .multipleDisks(let offset),
            .extensibleData(let offset), .commentHidesArchive(let offset), .trailingData(let offset),
            .unclaimedBytes(let offset, _), .wrongEntryCount(_, _, let offset), .encrypted(_, let offset),
            .unsupportedMethod(_, _, let offset), .overlap(_, _, let offset), .outsideFile(_, let offset),
            .duplicate(_, _, let offset), .unsafeName(_, _, let offset), .conflict(_, _, let offset),
            .wrongSize(_, _, let offset), .wrongChecksum(_, _, _, let offset), .malformedData(_, _, let offset):
            offset
        }
    }

    public var hint: String? {
        switch self {
        case .noEndRecord, .truncated, .wrongSize, .wrongChecksum, .malformedData: "fetch the file again"
        case .malformed, .wrongEntryCount, .multipleDisks, .extensibleData, .commentHidesArchive, .trailingData,
            .prependedData, .unclaimedBytes, .encrypted, .unsupportedMethod:
            "whoever made it has to pack it again, as one plain zip archive"
        case .overlap, .outsideFile, .duplicate, .unsafeName, .conflict, .bomb:
            "unpackers would disagree on what is in it: take it from a source you trust"
        case .tooManyEntries, .directoryTooLarge, .tooLarge: nil
        }
    }
}
