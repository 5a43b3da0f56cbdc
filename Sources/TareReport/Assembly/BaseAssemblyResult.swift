public import TareOCI

/// What `tare base assemble` answers: what the image was made of, and how it is known (`tare.base.assemble/1`).
public struct BaseAssemblyResult: Codable, Sendable, Hashable {
    public var schema = "tare.base.assemble/1"
    /// The recipe's id.
    public var recipe: String
    public var suite: String
    /// Debian's name of the processor architecture.
    public var architecture: String
    public var platform: String
    /// RFC 3339 in UTC: the image's time, which follows from its packages or `SOURCE_DATE_EPOCH`, not from the clock.
    public var created: String
    /// The manifest's digest: the same for the same packages and recipe.
    public var digest: Digest
    /// The configuration's digest.
    public var imageID: Digest
    public var layer: Layer
    /// The signed releases that the packages were chosen from.
    public var releases: [Release]
    /// In ascending order of their names.
    public var packages: [Package]
    /// Where the image was written; `null` where it was not.
    @OrNull public var output: String?

    public init(
        recipe: String, suite: String, architecture: String, platform: String, created: String, digest: Digest,
        imageID: Digest, layer: Layer, releases: [Release], packages: [Package], output: String? = nil
    ) {
        self.recipe = recipe
        self.suite = suite
        self.architecture = architecture
        self.platform = platform
        self.created = created
        self.digest = digest
        self.imageID = imageID
        self.layer = layer
        self.releases = releases
        self.packages = packages
        self.output = output
    }
}

extension BaseAssemblyResult {
    public struct Layer: Codable, Sendable, Hashable {
        public var digest: Digest
        public var diffID: Digest
        /// Bytes of the packed layer.
        public var compressed: UInt64
        /// Bytes of the tar stream.
        public var uncompressed: UInt64
        public var entries: Int

        public init(digest: Digest, diffID: Digest, compressed: UInt64, uncompressed: UInt64, entries: Int) {
            self.digest = digest
            self.diffID = diffID
            self.compressed = compressed
            self.uncompressed = uncompressed
            self.entries = entries
        }
    }

    public struct Release: Codable, Sendable, Hashable {
        public var suite: String
        /// The archive's root.
        public var mirror: String
        /// The point release, where the suite has one: `13.2`.
        @OrNull public var version: String?
        /// RFC 3339 in UTC, as signed.
        public var date: String
        /// RFC 3339 in UTC; `null` where the archive sets no end, as for stable suites between their point releases.
        @OrNull public var validUntil: String?
        /// Read from the cache, so that a newer one may exist.
        public var isCached: Bool

        public init(suite: String, mirror: String, version: String?, date: String, validUntil: String?, isCached: Bool)
        {
            self.suite = suite
            self.mirror = mirror
            self.version = version
            self.date = date
            self.validUntil = validUntil
            self.isCached = isCached
        }
    }

    public struct Package: Codable, Sendable, Hashable {
        public var name: String
        public var version: String
        public var architecture: String
        /// Name and version of the source package, which security advisories go by.
        public var source: String
        public var sourceVersion: String
        /// The suite that had the highest version.
        public var suite: String
        /// Of the `.deb`.
        public var sha256: String
        /// Bytes of the `.deb`.
        public var size: UInt64

        public init(
            name: String, version: String, architecture: String, source: String, sourceVersion: String, suite: String,
            sha256: String, size: UInt64
        ) {
            self.name = name
            self.version = version
            self.architecture = architecture
            self.source = source
            self.sourceVersion = sourceVersion
            self.suite = suite
            self.sha256 = sha256
            self.size = size
        }
    }
}
