/// A manifest or an index, told apart and decoded from its bytes.
///
/// A document that holds the fields of both is refused: readers would differ on what it is (OCI image specification,
/// manifest.md, "mediaType"; CVE-2021-41190).
public enum ManifestDocument: Hashable, Sendable {
    case manifest(ImageManifest)
    case index(ImageIndex)

    /// Decodes `bytes`. `mediaType` is what a descriptor or a header says; the document's own statement goes before it,
    /// and must agree with its shape.
    public init(
        decoding bytes: [UInt8], mediaType: MediaType? = nil, limits: DocumentLimits = DocumentLimits()
    ) throws(OCIError) {
        guard bytes.count <= limits.manifestBytes else {
            throw .tooLarge(document: "manifest", count: bytes.count, limit: limits.manifestBytes, unit: "bytes")
        }
        let shape: Shape = try JSONDocument.decode("manifest", bytes)
        if shape.hasSchema1Fields || shape.schemaVersion == 1 || mediaType?.kind == .schema1 { throw .schema1 }
        if let version = shape.schemaVersion, version != 2 { throw .unsupportedSchema(version: version) }
        if shape.hasManifests && (shape.hasLayers || shape.hasConfig) {
            throw .ambiguous(detail: "it has 'manifests' beside 'layers' or 'config'")
        }
        let isIndex: Bool
        switch (shape.mediaType ?? mediaType)?.kind {
        case .manifest: isIndex = false
        case .index: isIndex = true
        default: isIndex = shape.hasManifests
        }
        if isIndex != shape.hasManifests {
            let stated = (shape.mediaType ?? mediaType)?.rawValue ?? ""
            throw .ambiguous(detail: "its media type '\(stated)' contradicts its fields")
        }
        if isIndex {
            let index: ImageIndex = try JSONDocument.decode("index", bytes)
            guard index.manifests.count <= limits.manifests else {
                throw .tooLarge(
                    document: "index", count: index.manifests.count, limit: limits.manifests, unit: "manifests")
            }
            self = .index(index)
        } else {
            let manifest: ImageManifest = try JSONDocument.decode("manifest", bytes)
            guard manifest.layers.count <= limits.layers else {
                throw .tooLarge(
                    document: "manifest", count: manifest.layers.count, limit: limits.layers, unit: "layers")
            }
            self = .manifest(manifest)
        }
    }

    /// The media type to store and send the document under.
    public var mediaType: MediaType {
        switch self {
        case .manifest(let manifest): manifest.mediaType ?? .ociManifest
        case .index(let index): index.mediaType ?? .ociIndex
        }
    }

    /// Which fields there are, read before anything is decoded in full.
    private struct Shape: Decodable {
        let schemaVersion: Int?
        let mediaType: MediaType?
        let hasManifests: Bool
        let hasLayers: Bool
        let hasConfig: Bool
        let hasSchema1Fields: Bool

        enum CodingKeys: CodingKey { case schemaVersion, mediaType, manifests, layers, config, fsLayers }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            schemaVersion = try container.decodeIfPresent(Int.self, forKey: .schemaVersion)
            mediaType = try container.decodeIfPresent(MediaType.self, forKey: .mediaType)
            hasManifests = container.contains(.manifests)
            hasLayers = container.contains(.layers)
            hasConfig = container.contains(.config)
            hasSchema1Fields = container.contains(.fsLayers)
        }
    }
}

extension ImageConfig {
    /// Decodes a configuration blob.
    public init(decoding bytes: [UInt8], limits: DocumentLimits = DocumentLimits()) throws(OCIError) {
        guard bytes.count <= limits.configBytes else {
            throw .tooLarge(document: "configuration", count: bytes.count, limit: limits.configBytes, unit: "bytes")
        }
        self = try JSONDocument.decode("configuration", bytes)
        guard rootfs.diffIDs.count <= limits.layers else {
            throw .tooLarge(
                document: "configuration", count: rootfs.diffIDs.count, limit: limits.layers, unit: "layers")
        }
    }
}
