public import TareArchive

/// Entries of a layer from one source, in the order in which they are written, weighed once and used in many plans: what a
/// wheel installs differs between images only where the interpreter does.
public struct LayerPart: Sendable {
    /// Where the bytes of an entry come from.
    enum Content: Sendable, BitwiseCopyable {
        case none
        /// Beside the header, in one gzip member with it: an index of `small`.
        case small(UInt32)
        /// Packed already, in a member of its own: an index of `packed`.
        case packed(UInt32)
        /// As the archive has it, in a member of its own: an entry's number there.
        case archived(UInt32)

        var isLifted: Bool {
            switch self {
            case .none, .small: false
            case .packed, .archived: true
            }
        }
    }

    /// Entries ascending by the bytes of their paths; no digests, no sizes.
    let index: LayerIndex
    /// Of each entry.
    let contents: [Content]
    let small: [[UInt8]]
    /// Raw deflate.
    let packed: [[UInt8]]
    /// The archive that entries are lifted from.
    public let archive: ZipDirectory?
    let weights: PartWeights

    public var count: Int { index.count }

    init(
        index: LayerIndex, contents: [Content], small: [[UInt8]], packed: [[UInt8]], archive: ZipDirectory?
    ) throws {
        (self.index, self.contents, self.small, self.packed) = (index, contents, small, packed)
        self.archive = archive
        weights = try PartWeights(index, contents, small, packed, archive)
    }

    /// Packed bytes of a lifted entry, without the frame of its member.
    static func payload(
        _ content: Content, _ packed: [[UInt8]], _ archive: ZipDirectory?
    ) -> UInt64 {
        switch content {
        case .none, .small: return 0
        case .packed(let number): return UInt64(packed[Int(number)].count)
        case .archived(let number):
            guard let entry = archive?.entries[Int(number)] else { return 0 }
            return entry.method == .deflate ? entry.compressedSize : StoredDeflate.size(of: entry.size)
        }
    }
}
