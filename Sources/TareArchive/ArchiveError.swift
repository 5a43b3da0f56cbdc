public import TareDiagnostics

/// Why a packed stream or an archive was refused.
public enum ArchiveError: Refusal, Equatable {
    /// A stream ends before its format says it may.
    case truncated(format: String, offset: UInt64)
    /// Bytes that no reader of the format would accept.
    case malformed(format: String, detail: String, offset: UInt64)
    /// Bytes behind the end of the stream.
    case trailingData(format: String, offset: UInt64)
    case tooLarge(format: String, limit: UInt64)
    /// Output grew out of all proportion to input.
    case bomb(format: String, output: UInt64, input: UInt64)
    /// A decoder's memory would be larger than allowed (a zstd window, an xz dictionary).
    case tooMuchMemory(format: String, detail: String)
    /// A name that leaves the root, or one that no file system takes.
    case unsafeName(name: String, detail: String)
    case tooManyEntries(limit: Int)
    case writerMisused(String)

    public var what: String {
        switch self {
        case .truncated(let format, _): "the \(format) stream is cut off"
        case .malformed(let format, let detail, _): "the \(format) stream is malformed: \(detail.printable())"
        case .trailingData(let format, _): "there is data behind the end of the \(format) stream"
        case .tooLarge(let format, let limit): "the \(format) stream unpacks to more than \(limit) bytes"
        case .bomb(let format, let output, let input):
            "the \(format) stream unpacks \(input) bytes to \(output): it is refused as a decompression bomb"
        case .tooMuchMemory(let format, let detail): "the \(format) stream needs too much memory: \(detail)"
        case .unsafeName(let name, let detail): "entry '\(name.printable())' \(detail)"
        case .tooManyEntries(let limit): "the archive has more than \(limit) entries"
        case .writerMisused(let detail): detail
        }
    }

    public var location: String? {
        switch self {
        case .truncated(_, let offset), .malformed(_, _, let offset), .trailingData(_, let offset): "byte \(offset)"
        default: nil
        }
    }

    public var hint: String? {
        switch self {
        case .truncated: "fetch or copy the file again"
        case .malformed, .trailingData: "fetch the file again; if it stays so, whoever made it has to make it anew"
        case .tooLarge, .bomb: "do not use an image from this source unless you made it"
        case .tooMuchMemory: "pack it again with the format's default window"
        case .unsafeName: "the archive is not safe to unpack anywhere: take it from a source you trust"
        case .tooManyEntries, .writerMisused: nil
        }
    }
}
