public import TareYAML

/// Something mounted into a service.
public struct ComposeMount: Sendable {
    public enum Kind: Sendable, Hashable {
        case bind, volume, tmpfs, cluster, npipe, image
        case unknown(String)
    }

    public var kind: Kind
    /// A path of the host, or a volume's name; `nil` for one without a name.
    public var source: Placed<String>?
    public var target: Placed<String>?
    public var isReadOnly: Bool
    /// Of a bind: `shared`, `rslave`, ….
    public var propagation: Placed<String>?
    public var node: YAMLNode

    init?(_ node: YAMLNode) {
        guard let kind = node["type"]?.scalar?.text else { return nil }
        self.kind = Self.kinds[kind] ?? .unknown(kind)
        self.node = node
        source = node["source"]?.placedText
        target = node["target"]?.placedText
        isReadOnly = node["read_only"]?.placedFlag?.value ?? false
        propagation = node["bind"]?["propagation"]?.placedText
    }

    private static let kinds: [String: Kind] = [
        "bind": .bind, "volume": .volume, "tmpfs": .tmpfs, "cluster": .cluster, "npipe": .npipe, "image": .image,
    ]
}
