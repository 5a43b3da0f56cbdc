public import TareArchive
public import TareELF

/// All that is known of one layer after a single pass: its entries and the few contents that are needed later.
///
/// A layer never changes under its digest, so an index is made once and kept. One type serves measured layers and layers
/// that do not exist yet. Entries stand in the order of the tar stream; a later entry of the same path wins.
public struct LayerIndex: Sendable {
    /// The blob's digest as it lies in a registry; `nil` for a layer that is only predicted.
    public var digest: Digest?
    /// The digest of the uncompressed tar stream; `nil` for a layer that is only predicted.
    public var diffID: Digest?
    public var compression: Compression
    /// Bytes of the blob.
    public var compressedSize: UInt64
    /// Bytes of the uncompressed tar stream.
    public var uncompressedSize: UInt64

    var table: [LayerEntry] = []
    /// Paths and link targets, one behind the other.
    var text: [UInt8] = []
    var details: [LayerDetail] = []
    /// What `details` point to.
    var kept: [UInt8] = []

    public init(
        digest: Digest? = nil, diffID: Digest? = nil, compression: Compression = .none, compressedSize: UInt64 = 0,
        uncompressedSize: UInt64 = 0
    ) {
        self.digest = digest
        self.diffID = diffID
        self.compression = compression
        self.compressedSize = compressedSize
        self.uncompressedSize = uncompressedSize
    }
}

/// Something kept of one entry's content.
struct LayerDetail: Sendable, BitwiseCopyable {
    enum Kind: UInt8 {
        /// The whole content, since a `ContentSelection` asked for it.
        case content = 0
        /// Encoded `ELFFacts`.
        case elf = 1
        /// Why an ELF file could not be read, as text.
        case elfProblem = 2
        /// The first line of a script, without `#!` and the line's end.
        case shebang = 3
        /// Version numbers found in an interpreter's binary, one a line.
        case versionStrings = 4
        /// The content was asked for and is larger than the selection's bound; empty.
        case contentTooLarge = 5
    }

    var offset: UInt64
    var entry: UInt32
    var length: UInt32
    var rawKind: UInt8
    // Not used; named one by one so that no byte is left without a value when it is encoded.
    private var padding8: UInt8 = 0
    private var padding16: UInt16 = 0
    private var padding32: UInt32 = 0

    init(offset: UInt64, entry: UInt32, length: UInt32, rawKind: UInt8) {
        (self.offset, self.entry, self.length, self.rawKind) = (offset, entry, length, rawKind)
    }
}

/// What reading an ELF file gave.
public enum ELFReading: Sendable, Hashable {
    case facts(ELFFacts)
    /// The file is malformed, or what is needed of it lies outside what a stream keeps; the reason.
    case unreadable(String)
}

extension LayerIndex {
    public var count: Int { table.count }

    /// The entry with a number in `0..<count`.
    public subscript(entry: Int) -> LayerEntry { table[entry] }

    /// An entry's path as bytes, relative to the root: no leading slash, no `.` or `..`, no trailing slash; empty for the
    /// root.
    public func path(of entry: Int) -> ArraySlice<UInt8> { text(table[entry].pathOffset, table[entry].pathLength) }

    /// A link's target as the header has it; for hard links normalised as paths are. Empty for other kinds.
    public func linkTarget(of entry: Int) -> ArraySlice<UInt8> {
        text(table[entry].linkOffset, table[entry].linkLength)
    }

    /// A kept file's content, `nil` when no selection asked for it.
    public func content(of entry: Int) -> ArraySlice<UInt8>? { detail(entry, .content) }

    /// Whether the content was asked for but was over the selection's bound.
    public func contentWasTooLarge(_ entry: Int) -> Bool { detail(entry, .contentTooLarge) != nil }

    /// A script's first line without `#!`.
    public func shebang(of entry: Int) -> ArraySlice<UInt8>? { detail(entry, .shebang) }

    /// What was read of an ELF file; `nil` for other files.
    public func elf(of entry: Int) -> ELFReading? {
        if let bytes = detail(entry, .elf) {
            return ELFFacts(encoded: bytes).map { .facts($0) } ?? .unreadable("kept facts are damaged")
        }
        return detail(entry, .elfProblem).map { .unreadable(String(decoding: $0, as: UTF8.self)) }
    }

    /// Version numbers (`3.12.7`, `3.13.0rc2`) that a Python interpreter's binary or library contains, in order of their
    /// first appearance; empty for other files.
    public func versionStrings(of entry: Int) -> [String] {
        (detail(entry, .versionStrings) ?? []).split(separator: UInt8(ascii: "\n")).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private func text(_ offset: UInt32, _ length: UInt16) -> ArraySlice<UInt8> {
        text[Int(offset)..<Int(offset) + Int(length)]
    }

    /// Details are in the order of their entries.
    private func detail(_ entry: Int, _ kind: LayerDetail.Kind) -> ArraySlice<UInt8>? {
        var low = 0
        var high = details.count
        while low < high {
            let middle = (low + high) / 2
            if Int(details[middle].entry) < entry { low = middle + 1 } else { high = middle }
        }
        while low < details.count, Int(details[low].entry) == entry {
            let detail = details[low]
            if detail.rawKind == kind.rawValue {
                return kept[Int(detail.offset)..<Int(detail.offset) + Int(detail.length)]
            }
            low += 1
        }
        return nil
    }
}
