public import TareInventory
public import TareOCI

/// What `tare inspect` answers: what an image is (`tare.inspect/1`).
public struct InspectResult: Codable, Sendable, Hashable {
    public var schema = "tare.inspect/1"
    /// The argument in its full form.
    public var reference: String
    /// The manifest's digest; `null` for archives that have no manifest of their own.
    @OrNull public var digest: Digest?
    /// The configuration's digest, which engines call the image's id.
    public var imageID: Digest
    public var platform: String
    /// RFC 3339 as the image states it.
    @OrNull public var created: String?
    public var size: Size
    /// Bottom first.
    public var layers: [Layer]
    public var config: Config
    public var inventory: ImageInventory

    public init(
        reference: String, digest: Digest?, imageID: Digest, platform: String, created: String?, size: Size,
        layers: [Layer], config: Config, inventory: ImageInventory
    ) {
        self.reference = reference
        self.digest = digest
        self.imageID = imageID
        self.platform = platform
        self.created = created
        self.size = size
        self.layers = layers
        self.config = config
        self.inventory = inventory
    }
}

extension InspectResult {
    /// Bytes.
    public struct Size: Codable, Sendable, Hashable {
        /// The sum of the layers as a registry would send them; `null` for archives that hold them unpacked.
        @OrNull public var compressed: UInt64?
        /// The sum of the layers' tar streams.
        public var uncompressed: UInt64
        /// The sum of the files that the image shows, hard links counted once.
        public var files: UInt64
        public var wasted: Wasted

        public init(compressed: UInt64?, uncompressed: UInt64, files: UInt64, wasted: Wasted) {
            self.compressed = compressed
            self.uncompressed = uncompressed
            self.files = files
            self.wasted = wasted
        }
    }

    /// What lower layers carry and the image does not show.
    public struct Wasted: Codable, Sendable, Hashable {
        public var bytes: UInt64
        public var overwrittenBytes: UInt64
        public var overwrittenFiles: Int
        public var deletedBytes: UInt64
        public var deletedFiles: Int

        public init(_ waste: Waste) {
            bytes = waste.bytes
            overwrittenBytes = waste.overwrittenBytes
            overwrittenFiles = waste.overwrittenFiles
            deletedBytes = waste.deletedBytes
            deletedFiles = waste.deletedFiles
        }
    }

    public struct Layer: Codable, Sendable, Hashable {
        /// The blob's digest; for an archive of unpacked layers the same as `diffID`.
        public var digest: Digest
        public var diffID: Digest
        /// `none`, `gzip` or `zstd`, as measured.
        public var compression: String
        /// Bytes of the blob as it was read.
        public var compressed: UInt64
        public var uncompressed: UInt64
        public var entries: Int
        /// The build step that made it, where the builder kept its history.
        @OrNull public var createdBy: String?

        public init(
            digest: Digest, diffID: Digest, compression: String, compressed: UInt64, uncompressed: UInt64, entries: Int,
            createdBy: String?
        ) {
            self.digest = digest
            self.diffID = diffID
            self.compression = compression
            self.compressed = compressed
            self.uncompressed = uncompressed
            self.entries = entries
            self.createdBy = createdBy
        }
    }

    /// How a container of the image would be run.
    public struct Config: Codable, Sendable, Hashable {
        /// As configured; `null` means root.
        @OrNull public var user: String?
        @OrNull public var workingDirectory: String?
        @OrNull public var entrypoint: [String]?
        @OrNull public var command: [String]?
        /// `NAME=value` each.
        public var environment: [String]
        public var exposedPorts: [String]
        public var volumes: [String]
        public var labels: [String: String]
        @OrNull public var stopSignal: String?
        /// The health check's `Test`.
        @OrNull public var healthcheck: [String]?

        public init(_ execution: ImageConfig.Execution?) {
            func text(_ value: String?) -> String? { value.flatMap { $0.isEmpty ? nil : $0 } }
            user = text(execution?.user)
            workingDirectory = text(execution?.workingDir)
            entrypoint = execution?.entrypoint
            command = execution?.cmd
            environment = execution?.env ?? []
            exposedPorts = execution?.exposedPorts?.names ?? []
            volumes = execution?.volumes?.names ?? []
            labels = execution?.labels ?? [:]
            stopSignal = text(execution?.stopSignal)
            healthcheck = execution?.healthcheck?.test
        }
    }
}
