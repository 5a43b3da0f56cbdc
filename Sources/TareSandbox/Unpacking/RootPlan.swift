internal import TareOCI

/// What of each layer ends up where, worked out from the merged tree before a byte is written.
///
/// Folders of the plan are folders of the tree, never links, so that nothing that a layer links to is ever followed;
/// what the image does not show is not written.
struct RootPlan: Sendable {
    /// The nodes that show an entry's content, the first of which gets it; the others are hard links.
    private(set) var contents: [ImageTree.Source: [ImageTree.Node]] = [:]
    /// Layers that have content to be written.
    private(set) var layers: Set<Int> = []
    private(set) var entries = 0
    private(set) var bytes: UInt64 = 0
    private(set) var devices: [String] = []
    private(set) var danglingLinks = 0
    private(set) var setIDFiles = 0

    init(_ tree: ImageTree, limits: UnpackingLimits) throws(SandboxError) {
        var failure: SandboxError?
        tree.walk { node in
            guard failure == nil else { return false }
            entries += 1
            if entries > limits.entries {
                failure = .tooLarge(detail: "it has more than \(limits.entries) files and folders")
                return false
            }
            switch tree.kind(of: node) {
            case .regular:
                guard let source = tree.contentSource(of: node) else { return true }
                if tree.mode(of: node) & 0o6000 != 0 { setIDFiles += 1 }
                layers.insert(source.layer)
                if contents[source, default: []].isEmpty {
                    bytes &+= tree.size(of: node)
                    if bytes > limits.bytes {
                        failure = .tooLarge(detail: "its files have more than \(limits.bytes) bytes")
                    }
                }
                contents[source, default: []].append(node)
            case .characterDevice, .blockDevice: if devices.count < 8 { devices.append(tree.path(of: node)) }
            case .hardLink: danglingLinks += 1
            default: break
            }
            return true
        }
        if let failure { throw failure }
    }
}
