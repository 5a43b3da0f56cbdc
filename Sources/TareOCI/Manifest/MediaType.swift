/// The type of a blob or manifest, as a descriptor or a `Content-Type` header names it.
///
/// Follows the OCI image specification, media-types.md, and Docker's image manifest version 2, schema 2. A type that is
/// not registered there is kept as it is: artifacts bring their own.
public struct MediaType: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// The type in a `Content-Type` header, without parameters and in lower case.
    public init(header: String) {
        let end = header.firstIndex(of: ";") ?? header.endIndex
        rawValue = header[..<end].filter { $0 != " " && $0 != "\t" }.lowercased()
    }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public static let ociManifest = MediaType(rawValue: "application/vnd.oci.image.manifest.v1+json")
    public static let ociIndex = MediaType(rawValue: "application/vnd.oci.image.index.v1+json")
    public static let ociConfig = MediaType(rawValue: "application/vnd.oci.image.config.v1+json")
    public static let ociEmpty = MediaType(rawValue: "application/vnd.oci.empty.v1+json")
    public static let ociLayer = MediaType(rawValue: "application/vnd.oci.image.layer.v1.tar")
    public static let ociLayerGzip = MediaType(rawValue: "application/vnd.oci.image.layer.v1.tar+gzip")
    public static let ociLayerZstd = MediaType(rawValue: "application/vnd.oci.image.layer.v1.tar+zstd")

    public static let dockerManifest = MediaType(rawValue: "application/vnd.docker.distribution.manifest.v2+json")
    public static let dockerManifestList = MediaType(
        rawValue: "application/vnd.docker.distribution.manifest.list.v2+json")
    public static let dockerConfig = MediaType(rawValue: "application/vnd.docker.container.image.v1+json")
    public static let dockerLayer = MediaType(rawValue: "application/vnd.docker.image.rootfs.diff.tar")
    public static let dockerLayerGzip = MediaType(rawValue: "application/vnd.docker.image.rootfs.diff.tar.gzip")
    public static let dockerLayerZstd = MediaType(rawValue: "application/vnd.docker.image.rootfs.diff.tar.zstd")
    public static let dockerForeignLayer = MediaType(
        rawValue: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")

    /// Manifests of the withdrawn schema 1, which registries may still answer with.
    public static let dockerSchema1 = MediaType(rawValue: "application/vnd.docker.distribution.manifest.v1+json")
    public static let dockerSchema1Signed = MediaType(
        rawValue: "application/vnd.docker.distribution.manifest.v1+prettyjws")

    /// What a registry is asked to answer a manifest request with, the preferred first.
    public static let acceptedManifests = [ociIndex, dockerManifestList, ociManifest, dockerManifest]
}

extension MediaType {
    /// What a blob of this type is, as far as images go.
    public enum Kind: Hashable, Sendable {
        case manifest
        case index
        case config
        /// A tar archive of changes, packed as said. `isDistributable` is false for layers that only their vendor may
        /// hand out; registries need not have them.
        case layer(LayerPacking, isDistributable: Bool)
        case schema1
        case other
    }

    public enum LayerPacking: Hashable, Sendable {
        case none, gzip, zstd
        /// A suffix that the specification does not have.
        case unknown
    }

    public var kind: Kind {
        switch self {
        case .ociManifest, .dockerManifest: return .manifest
        case .ociIndex, .dockerManifestList: return .index
        case .ociConfig, .dockerConfig: return .config
        case .dockerSchema1, .dockerSchema1Signed: return .schema1
        default: break
        }
        for (prefix, separator, isDistributable) in Self.layerPrefixes where rawValue.hasPrefix(prefix) {
            let suffix = rawValue.dropFirst(prefix.utf8.count)
            if suffix.isEmpty { return .layer(.none, isDistributable: isDistributable) }
            guard suffix.hasPrefix(separator) else { continue }
            switch suffix.dropFirst(separator.utf8.count) {
            case "gzip": return .layer(.gzip, isDistributable: isDistributable)
            case "zstd": return .layer(.zstd, isDistributable: isDistributable)
            default: return .layer(.unknown, isDistributable: isDistributable)
            }
        }
        return .other
    }

    private static let layerPrefixes: [(prefix: String, separator: String, isDistributable: Bool)] = [
        ("application/vnd.oci.image.layer.v1.tar", "+", true),
        ("application/vnd.oci.image.layer.nondistributable.v1.tar", "+", false),
        ("application/vnd.docker.image.rootfs.diff.tar", ".", true),
        ("application/vnd.docker.image.rootfs.foreign.diff.tar", ".", false),
    ]
}

extension MediaType: CustomStringConvertible {
    public var description: String { rawValue }
}

extension MediaType: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { rawValue = value }
}
