public import TareArchive

/// Counts a layer's tar entries as its `LayerIndex` does, so that a second pass over the same stream finds the content
/// of an entry that the index speaks of.
public struct LayerEntryNumbering: Sendable {
    /// Entries that the index has so far.
    public private(set) var count = 0
    private var path: [UInt8] = []

    public init() {}

    /// The number of the entry with this header; `nil` for one that no index has.
    public mutating func next(_ header: TarHeader) throws(LayerError) -> Int? {
        do { try LayerPath.normalise(header.name, into: &path) } catch {
            throw .unsafeName(
                name: String(decoding: header.name, as: UTF8.self), detail: error.detail, offset: header.offset)
        }
        let start = (path.lastIndex(of: separator) ?? -1) + 1
        if LayerMarkers.isAufsMetadata(path[start...]) { return nil }
        count += 1
        return count - 1
    }
}

/// Names of files that are not files but speak of others (layer.md, "Whiteouts").
enum LayerMarkers {
    static let whiteout = Array(".wh.".utf8)
    /// What follows `whiteout` in the name of an opaque marker.
    static let opaque = Array(".wh..opq".utf8)

    /// aufs's own files (`.wh..wh.plnk` and the like), which every runtime passes over.
    static func isAufsMetadata(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.starts(with: whiteout) else { return false }
        let rest = name.dropFirst(whiteout.count)
        return rest.starts(with: whiteout) && !rest.elementsEqual(opaque)
    }
}
