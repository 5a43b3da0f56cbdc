/// A list of manifests, one a platform; also the root of an image layout and the answer to a referrers request.
///
/// Follows the OCI image specification, image-index.md; Docker's manifest list has the same fields.
public struct ImageIndex: Hashable, Sendable, Codable {
    public var schemaVersion = 2
    public var mediaType: MediaType?
    public var artifactType: String?
    public var manifests: [Descriptor]
    public var subject: Descriptor?
    public var annotations: [String: String]?

    public init(
        mediaType: MediaType? = .ociIndex, artifactType: String? = nil, manifests: [Descriptor],
        subject: Descriptor? = nil, annotations: [String: String]? = nil
    ) {
        self.mediaType = mediaType
        self.artifactType = artifactType
        self.manifests = manifests
        self.subject = subject
        self.annotations = annotations
    }

    /// The entry that suits a platform best, or `nil`; attestations, which state `unknown/unknown`, never do.
    public func bestManifest(for platform: Platform) -> Descriptor? {
        platform.bestMatch(among: manifests.map { $0.isAttestation ? nil : $0.platform }).map { manifests[$0] }
    }

    /// The entry to follow for a platform: the best manifest; failing that, where entries state no platform, the only
    /// one or the first nested index.
    public func entry(for platform: Platform) -> Descriptor? {
        if let best = bestManifest(for: platform) { return best }
        let unstated = manifests.filter { $0.platform == nil && !$0.isAttestation }
        if manifests.count == 1, let only = unstated.first { return only }
        return unstated.first { $0.mediaType.kind == .index }
    }

    /// The platforms of its images in the order of the index, without repetition.
    public var platforms: [Platform] {
        var seen: Set<Platform> = []
        return manifests.filter { !$0.isAttestation }.compactMap(\.platform).filter { seen.insert($0).inserted }
    }
}

extension ImageIndex {
    private enum CodingKeys: CodingKey { case schemaVersion, mediaType, artifactType, manifests, subject, annotations }

    /// An empty list may be `null`, as Go writes it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        schemaVersion = try container.decode(Int.self, forKey: .schemaVersion)
        mediaType = try container.decodeIfPresent(MediaType.self, forKey: .mediaType)
        artifactType = try container.decodeIfPresent(String.self, forKey: .artifactType)
        manifests = try container.decodeIfPresent([Descriptor].self, forKey: .manifests) ?? []
        subject = try container.decodeIfPresent(Descriptor.self, forKey: .subject)
        annotations = try container.decodeIfPresent([String: String].self, forKey: .annotations)
    }
}

extension Descriptor {
    /// True for the provenance and SBOM manifests that BuildKit lists beside the images.
    public var isAttestation: Bool {
        annotations?[AnnotationKey.dockerReferenceType] != nil || platform?.os == "unknown"
    }
}
