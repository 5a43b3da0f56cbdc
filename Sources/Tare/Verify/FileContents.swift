internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TareSandbox

extension Workspace {
    /// The contents of files of a measured image, by a second pass over the layers that have them.
    func contents(of nodes: [ImageTree.Node], in measured: MeasuredImage) async throws -> [ImageTree.Node: [UInt8]] {
        let tree = measured.tree
        var wanted: [Int: [Int: [ImageTree.Node]]] = [:]
        for node in nodes {
            guard let source = tree.contentSource(of: node) else { continue }
            wanted[source.layer, default: [:]][source.entry, default: []].append(node)
        }
        var contents: [ImageTree.Node: [UInt8]] = [:]
        for (number, entries) in wanted.sorted(by: { $0.key < $1.key }) {
            let reader = LayerFileReader(entries: Set(entries.keys), layer: number, diffID: tree.layers[number].diffID)
            try await measured.image.stream(layer: number) { bytes in
                try Task.checkCancellation()
                try reader.consume(bytes)
            }
            try reader.finish()
            for (entry, bytes) in reader.contents {
                for node in entries[entry] ?? [] { contents[node] = bytes }
            }
        }
        return contents
    }
}
