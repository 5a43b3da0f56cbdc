public import TareOCI

/// What `tare build` answers (`tare.build/1`).
public struct BuildResult: Codable, Sendable, Hashable {
    public var schema = "tare.build/1"
    public var project: String
    /// The index's digest, or the manifest's where there is one image.
    public var digest: Digest
    public var images: [Image]
    /// Where it was written.
    public var outputs: [String]

    public init(project: String, digest: Digest, images: [Image], outputs: [String]) {
        (self.project, self.digest, self.images, self.outputs) = (project, digest, images, outputs)
    }

    public struct Image: Codable, Sendable, Hashable {
        public var platform: String
        /// The manifest's.
        public var digest: Digest
        /// The configuration's.
        public var imageID: Digest
        public var base: String
        @OrNull public var baseDigest: Digest?
        public var python: String
        /// Bytes of all packed layers, the base's included.
        public var compressed: UInt64
        /// Those above the base's, the lowest first.
        public var layers: [Layer]
        /// Documents about the image, as referrers of its manifest.
        public var attachments: [Attachment] = []

        public init(
            platform: String, digest: Digest, imageID: Digest, base: String, baseDigest: Digest?, python: String,
            compressed: UInt64, layers: [Layer]
        ) {
            (self.platform, self.digest, self.imageID) = (platform, digest, imageID)
            (self.base, self.python, self.compressed, self.layers) = (base, python, compressed, layers)
            self.baseDigest = baseDigest
        }
    }

    public struct Attachment: Codable, Sendable, Hashable {
        /// `application/vnd.cyclonedx+json`, `application/vnd.in-toto+json`.
        public var artifactType: String
        /// The referrer's manifest.
        public var digest: Digest
        /// The document.
        public var content: Digest
        /// Bytes of the document.
        public var size: UInt64

        public init(artifactType: String, digest: Digest, content: Digest, size: UInt64) {
            (self.artifactType, self.digest) = (artifactType, digest)
            (self.content, self.size) = (content, size)
        }
    }

    public struct Layer: Codable, Sendable, Hashable {
        /// `dependencies`, `application`.
        public var name: String
        public var digest: Digest
        public var diffID: Digest
        /// Bytes of the packed layer.
        public var compressed: UInt64
        /// Bytes of the tar stream.
        public var uncompressed: UInt64
        public var entries: Int
        /// False for a layer that was kept from an earlier build.
        public var isNew: Bool

        public init(
            name: String, digest: Digest, diffID: Digest, compressed: UInt64, uncompressed: UInt64, entries: Int,
            isNew: Bool
        ) {
            (self.name, self.digest, self.diffID) = (name, digest, diffID)
            (self.compressed, self.uncompressed) = (compressed, uncompressed)
            (self.entries, self.isNew) = (entries, isNew)
        }
    }
}
