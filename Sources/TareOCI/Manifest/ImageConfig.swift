/// The configuration of an image: how to run it, and the digests of its unpacked layers.
///
/// Follows the OCI image specification, config.md, with Docker's extensions (`Healthcheck`, `Shell`, `OnBuild`). A field
/// that is absent or `null` is `nil`.
public struct ImageConfig: Hashable, Sendable, Codable {
    /// RFC 3339 as stated.
    public var created: String?
    public var author: String?
    public var architecture: String
    public var os: String
    public var variant: String?
    public var osVersion: String?
    public var osFeatures: [String]?
    public var config: Execution?
    public var rootfs: RootFilesystem
    public var history: [HistoryEntry]?

    public init(
        created: String? = nil, author: String? = nil, platform: Platform, config: Execution? = nil, diffIDs: [Digest],
        history: [HistoryEntry]? = nil
    ) {
        self.created = created
        self.author = author
        architecture = platform.architecture
        os = platform.os
        variant = platform.variant
        osVersion = platform.osVersion
        osFeatures = platform.osFeatures
        self.config = config
        rootfs = RootFilesystem(diffIDs: diffIDs)
        self.history = history
    }

    private enum CodingKeys: String, CodingKey {
        case created, author, architecture, os, variant, config, rootfs, history
        case osVersion = "os.version"
        case osFeatures = "os.features"
    }

    public var platform: Platform {
        Platform(os: os, architecture: architecture, variant: variant, osVersion: osVersion, osFeatures: osFeatures)
    }
}

extension ImageConfig {
    /// The digests of the unpacked layers, the lowest first.
    public struct RootFilesystem: Hashable, Sendable, Codable {
        public var type = "layers"
        public var diffIDs: [Digest]

        public init(diffIDs: [Digest]) { self.diffIDs = diffIDs }

        private enum CodingKeys: String, CodingKey {
            case type
            case diffIDs = "diff_ids"
        }

        /// An image without layers may have `null` here, as Go writes it.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = try container.decode(String.self, forKey: .type)
            diffIDs = try container.decodeIfPresent([Digest].self, forKey: .diffIDs) ?? []
        }
    }

    /// One build step; a step that changed no file has no layer.
    public struct HistoryEntry: Hashable, Sendable, Codable {
        public var created: String?
        public var createdBy: String?
        public var author: String?
        public var comment: String?
        public var isEmptyLayer: Bool?

        public init(
            created: String? = nil, createdBy: String? = nil, author: String? = nil, comment: String? = nil,
            isEmptyLayer: Bool? = nil
        ) {
            self.created = created
            self.createdBy = createdBy
            self.author = author
            self.comment = comment
            self.isEmptyLayer = isEmptyLayer
        }

        private enum CodingKeys: String, CodingKey {
            case created, author, comment
            case createdBy = "created_by"
            case isEmptyLayer = "empty_layer"
        }
    }

    /// The history entries that made a layer, in the order of the layers; shorter or longer than these where the builder
    /// did not keep its history.
    public var layerHistory: [HistoryEntry] { (history ?? []).filter { $0.isEmptyLayer != true } }

    /// The layers of a manifest beside the digests of their unpacked content.
    public func layers(of manifest: ImageManifest) throws(OCIError) -> [(descriptor: Descriptor, diffID: Digest)] {
        guard manifest.layers.count == rootfs.diffIDs.count else {
            throw .layerCountMismatch(manifest: manifest.layers.count, config: rootfs.diffIDs.count)
        }
        return zip(manifest.layers, rootfs.diffIDs).map { ($0, $1) }
    }
}
