internal import TareOCI

/// Finds the layer that brought a package, where a database is one file that every layer writes anew.
///
/// The layer of the file would be the last one that installed anything. Lower layers have the file as it was: a package
/// has been there since the lowest layer from which on every version of the file lists it.
struct DatabaseHistory {
    /// The database's entries as each layer has them, top first, behind the one that the image shows.
    private var earlier: [(layer: Int, keys: Set<String>)] = []
    private let top: Int?
    /// Whether a lower version exists that could not be read.
    private var isCutOff = false

    /// - Parameters:
    ///   - node: the database's file, links resolved.
    ///   - keys: reads one version of the database into keys that name a package with its version; `nil` if it cannot.
    init(of node: ImageTree.Node, in tree: ImageTree, keys: (ArraySlice<UInt8>) -> Set<String>?) {
        top = tree.layer(of: node)
        guard let top, top > 0 else { return }
        let path = Array(tree.path(of: node).utf8.dropFirst())
        for layer in (0..<top).reversed() {
            guard let content = Self.content(at: path, in: tree.layers[layer]) else { continue }
            guard let keys = content.flatMap(keys) else {
                isCutOff = true
                return
            }
            earlier.append((layer, keys))
        }
    }

    /// The layer that brought the package with this key; `nil` where a version that could not be read may have had it.
    func layer(of key: String) -> Int? {
        var layer = top
        for version in earlier {
            guard version.keys.contains(key) else { return layer }
            layer = version.layer
        }
        return isCutOff ? nil : layer
    }

    /// The content of the last entry of a path: `nil` where the layer has none, `.some(nil)` where it was not kept.
    private static func content(at path: [UInt8], in layer: LayerIndex) -> ArraySlice<UInt8>?? {
        for entry in (0..<layer.count).reversed() where layer.path(of: entry).elementsEqual(path) {
            guard layer[entry].kind == .regular else { continue }
            return .some(layer.content(of: entry))
        }
        return .none
    }
}
