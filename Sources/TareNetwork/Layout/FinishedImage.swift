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

    public var manifest: [UInt8]
    public var config: [UInt8]
    /// Bottom first.
    public var layers: [Layer]
    /// As the configuration states it, for indexes.
    public var platform: Platform

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
        return blobs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
