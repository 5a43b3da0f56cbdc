public import TareOCI

/// An image that is complete: its documents and where its layers' bytes are.
public struct FinishedImage: Sendable {
    public struct Layer: Sendable {
        public var descriptor: Descriptor
        public var content: BlobSource

        public init(descriptor: Descriptor, content: BlobSource) {
            self.descriptor = descriptor
            self.content = content
        }
    }

    /// A document about the image, with the manifest that has the image for its subject.
    public struct Attachment: Sendable {
        public var manifest: [UInt8]
        /// How an index lists it: with its type.
        public var descriptor: Descriptor
        /// All that the manifest names.
        public var blobs: [(descriptor: Descriptor, content: [UInt8])]

        /// - Parameter title: a file's name, for people and for tools that save it.
        public init(
            _ content: [UInt8], _ mediaType: MediaType, title: String, about image: FinishedImage,
            annotations: [String: String] = [:]
        ) throws(OCIError) {
            var document = Descriptor(mediaType, of: content)
            document.annotations = annotations.merging([AnnotationKey.title: title]) { $1 }
            let artifact = ImageManifest.artifact(
                document, about: image.manifestDescriptor, annotations: annotations.isEmpty ? nil : annotations)
            manifest = try artifact.canonicalJSON()
            descriptor = Descriptor(.ociManifest, of: manifest)
            descriptor.artifactType = mediaType.rawValue
            descriptor.annotations = artifact.annotations
            blobs = [(document, content), (.empty, Descriptor.emptyContent)]
        }
    }

    public var manifest: [UInt8]
    public var config: [UInt8]
    /// Bottom first.
    public var layers: [Layer]
    /// As the configuration states it, for indexes.
    public var platform: Platform
    /// What else is written of it where there is a place for it: layouts and registries.
    public var attachments: [Attachment] = []

    public init(manifest: [UInt8], config: [UInt8], layers: [Layer], platform: Platform) {
        self.manifest = manifest
        self.config = config
        self.layers = layers
        self.platform = platform
    }

    public var manifestDescriptor: Descriptor {
        var descriptor = Descriptor(.ociManifest, of: manifest)
        descriptor.platform = platform
        return descriptor
    }

    /// Every blob once, sorted by digest, so that archives are the same each time.
    var blobs: [(digest: Digest, content: BlobSource)] {
        var blobs: [Digest: BlobSource] = [
            Digest(sha256Of: manifest): BlobSource(manifest), Digest(sha256Of: config): BlobSource(config),
        ]
        for layer in layers { blobs[layer.descriptor.digest] = layer.content }
        for attachment in attachments {
            blobs[attachment.descriptor.digest] = BlobSource(attachment.manifest)
            for blob in attachment.blobs { blobs[blob.descriptor.digest] = BlobSource(blob.content) }
        }
        return blobs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
