internal import FoundationEssentials
public import TareOCI

/// Layers that were written of plans, by what the plan was made of: an unchanged plan is written once.
///
/// A record is a small file among the blobs; the layer is a blob, and without it the record says nothing.
public struct PlannedLayerStore: Sendable {
    /// What a layer that was written is known by.
    public struct Record: Codable, Sendable, Hashable {
        public var descriptor: Descriptor
        public var diffID: Digest
        /// Bytes of the tar stream.
        public var uncompressedSize: UInt64
        public var entries: Int

        public init(descriptor: Descriptor, diffID: Digest, uncompressedSize: UInt64, entries: Int) {
            (self.descriptor, self.diffID) = (descriptor, diffID)
            (self.uncompressedSize, self.entries) = (uncompressedSize, entries)
        }
    }

    private let blobs: BlobStore
    private let folder: String

    public init(_ directory: CacheDirectory) {
        blobs = BlobStore(directory)
        folder = directory.blobs + "/plans"
    }

    /// The layer of a plan, if it was written and is still there.
    public func record(_ key: String) -> Record? {
        guard let bytes = try? DiskFile.read(path(key), limit: 64 << 10),
            let record = try? JSONDecoder().decode(Record.self, from: Data(bytes)),
            (try? DiskFile.regularSize(blobs.path(of: record.descriptor.digest))) == record.descriptor.size
        else { return nil }
        return record
    }

    public func keep(_ record: Record, _ key: String) throws {
        try DiskFile.makeDirectory(folder)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try DiskFile.replace(path(key), with: Array(try encoder.encode(record)))
    }

    /// The content of a layer.
    public func content(_ record: Record) -> BlobSource {
        BlobSource(file: blobs.path(of: record.descriptor.digest), size: record.descriptor.size)
    }

    private func path(_ key: String) -> String { folder + "/" + Digest(sha256Of: Array(key.utf8)).hex }
}
