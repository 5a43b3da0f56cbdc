/// Bounds on the JSON documents of an image, held before and while they are decoded.
public struct DocumentLimits: Hashable, Sendable {
    /// Bytes of a manifest or index; 4 MiB is what registries have to accept (distribution specification, "Pushing
    /// Manifests").
    public var manifestBytes = 4 << 20
    /// Bytes of a configuration.
    public var configBytes = 8 << 20
    public var layers = 1024
    /// Entries of an index.
    public var manifests = 2048
    /// How deep indexes may nest.
    public var indexDepth = 4

    public init() {}
}
