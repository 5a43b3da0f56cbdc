extension ImageTree {
    /// An entry of one of the tree's layers.
    public struct Source: Hashable, Sendable {
        /// Counted from 0 at the bottom.
        public var layer: Int
        /// As `LayerIndex` and `LayerEntryNumbering` count.
        public var entry: Int

        public init(layer: Int, entry: Int) { (self.layer, self.entry) = (layer, entry) }
    }

    /// The entry that a node's content stands in; names of one file share it. `nil` for a directory that no layer names.
    public func contentSource(of node: Node) -> Source? {
        let origin = records[Int(node.number)].content
        guard origin.layer >= 0 else { return nil }
        return Source(layer: Int(origin.layer), entry: Int(origin.entry))
    }

    /// The last component of the path as the archive has it; empty for the root. No `/`, no NUL, not `.` or `..`.
    public func nameBytes(of node: Node) -> ArraySlice<UInt8> { nameBytes(records[Int(node.number)]) }

    /// A symlink's target as the archive has it; empty for other nodes.
    public func linkBytes(of node: Node) -> ArraySlice<UInt8> { linkTarget(of: node) }
}
