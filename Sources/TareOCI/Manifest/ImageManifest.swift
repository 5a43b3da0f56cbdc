/// What an image consists of: its configuration and its layers, the lowest first.
///
/// Follows the OCI image specification, manifest.md, and Docker's image manifest version 2, schema 2, which has the same
/// fields.
public struct ImageManifest: Hashable, Sendable, Codable {
    public var schemaVersion = 2
    public var mediaType: MediaType?
    public var artifactType: String?
    public var config: Descriptor
    public var layers: [Descriptor]
    /// The manifest that this one says something about: a signature or an SBOM of it.
    public var subject: Descriptor?
    public var annotations: [String: String]?

    public init(
        mediaType: MediaType? = .ociManifest, artifactType: String? = nil, config: Descriptor, layers: [Descriptor],
        subject: Descriptor? = nil, annotations: [String: String]? = nil
    ) {
        self.mediaType = mediaType
        self.artifactType = artifactType
        self.config = config
        self.layers = layers
        self.subject = subject
        self.annotations = annotations
    }

    /// Sum of the packed sizes of configuration and layers in bytes, what a first pull transfers besides the manifest;
    /// `nil` where the stated sizes overflow.
    public var transferSize: UInt64? {
        var total = config.size
        for layer in layers {
            let (sum, overflow) = total.addingReportingOverflow(layer.size)
            if overflow { return nil }
            total = sum
        }
        return total
    }
}
