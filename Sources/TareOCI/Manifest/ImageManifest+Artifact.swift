extension ImageManifest {
    /// The manifest of an artifact that says something about another manifest: one document, no configuration (OCI image
    /// specification 1.1, manifest.md, "Guidelines for Artifact Usage").
    public static func artifact(
        _ document: Descriptor, about subject: Descriptor, annotations: [String: String]? = nil
    ) -> ImageManifest {
        ImageManifest(
            artifactType: document.mediaType.rawValue, config: .empty, layers: [document],
            subject: Descriptor(mediaType: subject.mediaType, digest: subject.digest, size: subject.size),
            annotations: annotations)
    }
}

extension Descriptor {
    /// The content of `empty`.
    public static let emptyContent = Array("{}".utf8)

    /// What stands where a manifest has to name something and there is nothing: the document `{}`.
    public static let empty: Descriptor = {
        var descriptor = Descriptor(.ociEmpty, of: emptyContent)
        descriptor.data = "e30="
        return descriptor
    }()

    /// Whether an index lists it as something about an image, and not as an image.
    public var isArtifact: Bool {
        artifactType.map { MediaType(rawValue: $0).kind != .config } ?? false
    }
}
