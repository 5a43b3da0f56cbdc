internal import TareArchive

/// Takes a layer in the order of its tar stream: members to be packed, and contents that are packed already.
public protocol LayerFrameSink {
    /// Headers, small contents and paddings that stand side by side: one gzip member.
    mutating func member(_ bytes: [UInt8]) throws
    /// A file's content: one gzip member, its deflate data as it is.
    mutating func lifted(_ content: LiftedContent) throws
}

/// A file's content that was packed before the layer was planned.
public struct LiftedContent: Sendable {
    public enum Source: Sendable {
        /// Raw deflate.
        case packed([UInt8])
        /// An entry of the archive of a part, by their numbers.
        case archived(part: Int, entry: Int)
    }

    public var source: Source
    /// Bytes when unpacked.
    public var size: UInt64
    public var crc32: UInt32
}

/// Walks entries in their order and cuts the tar stream into members.
///
/// A member is what lies between two lifted contents; what comes first in it is the padding of the content before. A long
/// one is cut at an entry's end, so that memory is bounded.
struct LayerFrames<Sink: LayerFrameSink> {
    var sink: Sink
    private var open: [UInt8] = []

    private static var maximumMember: Int { 256 << 10 }

    /// Bytes that are not given yet.
    var openCount: Int { open.count }

    init(_ sink: Sink) { self.sink = sink }

    /// Gives the entries of a part in a range.
    mutating func append(_ range: Range<Int>, of part: PartView, number: Int) throws {
        for entry in range { try append(entry, part, number) }
    }

    /// Begins behind a lifted content of this size, as if it had been given.
    mutating func begin(behind size: UInt64) {
        open.removeAll(keepingCapacity: true)
        pad(size)
    }

    /// The end marker: two blocks of zeros.
    mutating func finish() throws {
        open.append(contentsOf: repeatElement(0, count: 1024))
        try flush()
    }

    private mutating func append(_ entry: Int, _ part: PartView, _ number: Int) throws {
        let row = part.index.table[entry]
        try part.index.appendHeader(entry, to: &open)
        switch part.contents[entry] {
        case .none: break
        case .small(let content):
            open.append(contentsOf: part.small[Int(content)])
            pad(row.size)
        case .packed(let content):
            try flush()
            try sink.lifted(
                LiftedContent(source: .packed(part.packed[Int(content)]), size: row.size, crc32: row.crc32))
            pad(row.size)
        case .archived(let content):
            try flush()
            try sink.lifted(
                LiftedContent(
                    source: .archived(part: number, entry: Int(content)), size: row.size, crc32: row.crc32))
            pad(row.size)
        }
        if open.count >= Self.maximumMember { try flush() }
    }

    private mutating func pad(_ size: UInt64) {
        open.append(contentsOf: repeatElement(0, count: Int((512 - size % 512) % 512)))
    }

    private mutating func flush() throws {
        guard !open.isEmpty else { return }
        try sink.member(open)
        open.removeAll(keepingCapacity: true)
    }
}

/// What the walk needs of a part, before the part is weighed.
struct PartView {
    let index: LayerIndex
    let contents: [LayerPart.Content]
    let small: [[UInt8]]
    let packed: [[UInt8]]
}

extension LayerPart {
    var view: PartView { PartView(index: index, contents: contents, small: small, packed: packed) }
}

extension LayerIndex {
    /// Appends the tar header of an entry.
    fileprivate func appendHeader(_ number: Int, to output: inout [UInt8]) throws(ArchiveError) {
        let entry = table[number]
        let kind: TarKind =
            switch entry.kind {
            case .directory: .directory
            case .symbolicLink: .symbolicLink
            default: .regular
            }
        let size = kind == .regular ? entry.size : 0
        let isDone = text.withUnsafeBytes { text in
            let (path, link) = (Int(entry.pathOffset), Int(entry.linkOffset))
            return TarWriter.appendPlain(
                kind, name: UnsafeRawBufferPointer(rebasing: text[path..<path + Int(entry.pathLength)]),
                linkTarget: UnsafeRawBufferPointer(rebasing: text[link..<link + Int(entry.linkLength)]),
                mode: entry.mode, size: size, modified: entry.modified, to: &output)
        }
        guard !isDone else { return }
        var writer = TarWriter()
        try writer.append(
            TarEntry(
                kind, name: Array(path(of: number)), linkTarget: Array(linkTarget(of: number)), mode: entry.mode,
                size: size, modified: entry.modified), to: &output)
    }
}
