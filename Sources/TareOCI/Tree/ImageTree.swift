/// The file system that an image's layers make together.
///
/// Merging follows layer.md of the OCI image specification, and where it is silent, what runtimes do when they unpack:
/// whiteouts and opaque markers act on lower layers only, whatever their place in a layer; an entry that is not a directory replaces one with
/// all that is in it; a path that leads through a symlink of a lower layer is followed, inside the root.
/// Nodes are numbered in the order of their making; a removed node keeps its number and is not reachable.
public struct ImageTree: Sendable {
    /// A node of the tree; only meaningful for the tree that gave it.
    public struct Node: Hashable, Sendable {
        let number: Int32
    }

    /// Where a node's header and content come from.
    struct Origin: Sendable {
        var layer: Int32
        var entry: Int32
    }

    struct Record: Sendable {
        var parent: Int32
        /// Where the content comes from; for a hard link its target's origin. Layer -1: a directory that no layer names.
        var content: Origin
        /// The entry that made this name; differs from `content` for hard links.
        var own: Origin
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        /// The name's place in the text of layer `nameLayer`.
        var nameLayer: Int32
        var nameStart: UInt32
        var nameLength: UInt16
        var isRemoved = false
    }

    /// Bottom first.
    public let layers: [LayerIndex]
    var records: [Record]
    var children: ChildTable
    /// The directory that the last entry went into, by its path: entries of one directory mostly follow each other.
    var recent: (path: ArraySlice<UInt8>, node: Node)?
    /// What lower layers hold and the image does not show.
    public internal(set) var waste = Waste()

    public static let root = Node(number: 0)

    /// Merges layers, bottom first. Linear in the number of entries.
    public init(layers: [LayerIndex]) {
        self.layers = layers
        let nowhere = Origin(layer: -1, entry: -1)
        records = [Record(parent: -1, content: nowhere, own: nowhere, nameLayer: -1, nameStart: 0, nameLength: 0)]
        children = ChildTable(capacity: layers.reduce(16) { $0 + $1.count })
        for layer in layers.indices { apply(layer) }
        recent = nil
    }
}

/// Bytes that are shipped in lower layers but replaced or deleted above.
public struct Waste: Sendable, Hashable {
    /// Files replaced by a later entry.
    public var overwrittenFiles = 0
    public var overwrittenBytes: UInt64 = 0
    /// Files deleted by a whiteout, an opaque marker, or with a directory that something replaced.
    public var deletedFiles = 0
    public var deletedBytes: UInt64 = 0

    public init(
        overwrittenFiles: Int = 0, overwrittenBytes: UInt64 = 0, deletedFiles: Int = 0, deletedBytes: UInt64 = 0
    ) {
        self.overwrittenFiles = overwrittenFiles
        self.overwrittenBytes = overwrittenBytes
        self.deletedFiles = deletedFiles
        self.deletedBytes = deletedBytes
    }

    public var bytes: UInt64 { overwrittenBytes &+ deletedBytes }
}
