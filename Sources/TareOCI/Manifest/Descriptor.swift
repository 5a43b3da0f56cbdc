/// A typed, sized and digested pointer to content.
///
/// Follows the OCI image specification, descriptor.md.
public struct Descriptor: Hashable, Sendable, Codable {
    public var mediaType: MediaType
    public var digest: Digest
    /// Bytes of the content as stored; a layer's packed size.
    public var size: UInt64
    public var urls: [String]?
    public var annotations: [String: String]?
    /// Stated in the entries of an index.
    public var platform: Platform?
    /// Type of an artifact, where the descriptor points at its manifest.
    public var artifactType: String?
    /// The content itself in base64, if it is embedded; it has to match digest and size before use.
    public var data: String?

    public init(
        mediaType: MediaType, digest: Digest, size: UInt64, urls: [String]? = nil, annotations: [String: String]? = nil,
        platform: Platform? = nil, artifactType: String? = nil, data: String? = nil
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.urls = urls
        self.annotations = annotations
        self.platform = platform
        self.artifactType = artifactType
        self.data = data
    }

    /// The descriptor of bytes in memory, by SHA-256.
    public init(_ mediaType: MediaType, of bytes: [UInt8]) {
        self.init(mediaType: mediaType, digest: Digest(sha256Of: bytes), size: UInt64(bytes.count))
    }
}

/// Names of annotations that the image specification predefines, annotations.md.
public enum AnnotationKey {
    public static let baseDigest = "org.opencontainers.image.base.digest"
    public static let baseName = "org.opencontainers.image.base.name"
    public static let created = "org.opencontainers.image.created"
    /// On the in-toto statements of an image: what kind of statement.
    public static let predicateType = "in-toto.io/predicate-type"
    public static let referenceName = "org.opencontainers.image.ref.name"
    public static let revision = "org.opencontainers.image.revision"
    public static let source = "org.opencontainers.image.source"
    public static let title = "org.opencontainers.image.title"
    public static let version = "org.opencontainers.image.version"
    /// Written by BuildKit on attestation manifests, which are no images.
    public static let dockerReferenceType = "vnd.docker.reference.type"
}
