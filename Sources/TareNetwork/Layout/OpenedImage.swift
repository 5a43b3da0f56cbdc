internal import TareArchive
public import TareOCI

/// An image of which everything but the layers' content is at hand, wherever it is.
public struct OpenedImage: Sendable {
    public struct Layer: Sendable, Hashable, Codable {
        /// The blob's digest; `nil` for a layer of a docker-archive, which is named by what it unpacks to.
        public var digest: Digest?
        /// Bytes of the blob.
        public var size: UInt64?
        public var diffID: Digest

        public init(digest: Digest?, size: UInt64?, diffID: Digest) {
            self.digest = digest
            self.size = size
            self.diffID = diffID
        }
    }

    /// The argument in its full form.
    public var reference: String
    /// `nil` for a docker-archive, which has no manifest of the registry's kind.
    public var manifestDigest: Digest?
    public var config: ImageConfig
    public var configDigest: Digest
    /// Bottom first.
    public var layers: [Layer]
    let content: any LayerContent
    /// When a registry said that the reference names this image, in seconds since 1970; `nil` for one on disk.
    public var observed: Int64?

    /// What the end of a layer's blob says of its uncompressed size, without reading the rest; `nil` where that says
    /// nothing.
    public func statedSize(ofLayer number: Int) async throws -> UInt64? {
        guard layers.indices.contains(number), let size = layers[number].size, size >= GzipTrailer.length else {
            return nil
        }
        guard let end = try await content.read(layer: number, range: size - GzipTrailer.length..<size) else {
            return nil
        }
        return GzipTrailer.uncompressedSize(end, packed: size)
    }

    /// Streams a layer's blob, each byte once and in order. Its digest and size hold only when this returns, and where
    /// `digest` is `nil` only `diffID` says whether the bytes are right.
    public func stream(layer number: Int, receive: (UnsafeRawBufferPointer) throws -> Void) async throws {
        try await content.stream(layer: number, receive: receive)
    }
}

/// Where the content of an opened image's layers comes from.
protocol LayerContent: Sendable {
    /// Some bytes of a layer's blob; `nil` where reading them is no less than reading all.
    func read(layer number: Int, range: Range<UInt64>) async throws -> [UInt8]?
    func stream(layer number: Int, receive: (UnsafeRawBufferPointer) throws -> Void) async throws
}

/// Layers on disk.
struct LayerFiles: LayerContent {
    /// What messages call it.
    let path: String
    /// Of an archive whose layers are all measured, none.
    let regions: [FileRegion]
    /// The unpacked archive that the regions lie in, kept while they are used.
    var unpacked: ScratchArchive?

    func read(layer number: Int, range: Range<UInt64>) async throws -> [UInt8]? { nil }

    func stream(layer number: Int, receive: (UnsafeRawBufferPointer) throws -> Void) async throws {
        guard regions.indices.contains(number) else { throw LayoutError.missing(path: path, member: "layer \(number)") }
        try regions[number].forEachPiece(receive)
    }
}

/// Layers in a registry.
struct RegistryLayers: LayerContent {
    let client: RegistryClient
    let repository: ImageReference
    let descriptors: [Descriptor]
    let blobs: BlobStore
    /// Whether what is fetched is kept, to be read again; what was kept before is always read where it is.
    let keeps: Bool

    func read(layer number: Int, range: Range<UInt64>) async throws -> [UInt8]? {
        guard descriptors.indices.contains(number) else { return nil }
        return try await client.read(blob: descriptors[number].digest, in: repository, range: range)
    }

    func stream(layer number: Int, receive: (UnsafeRawBufferPointer) throws -> Void) async throws {
        guard descriptors.indices.contains(number) else {
            throw LayoutError.missing(path: repository.description, member: "layer \(number)")
        }
        let descriptor = descriptors[number]
        if keeps { try await keep(layer: number) }
        let path = blobs.path(of: descriptor.digest)
        if (try? DiskFile.regularSize(path)) == descriptor.size {
            var hasher = Digest.Hasher(descriptor.digest.algorithm)
            try FileRegion(file: path, size: descriptor.size).forEachPiece { bytes in
                hasher.update(bytes)
                try receive(bytes)
            }
            let actual = hasher.finish()
            guard actual == descriptor.digest else {
                // The next run fetches it again.
                blobs.remove(descriptor.digest)
                throw OCIError.digestMismatch(document: "blob", expected: descriptor.digest, actual: actual)
            }
            return
        }
        try await client.fetchBlob(descriptor, from: repository, receive: receive)
    }

    /// Fetches a layer that is not kept, and keeps it.
    func keep(layer number: Int) async throws {
        let descriptor = descriptors[number]
        try await blobs.write(as: descriptor.digest) { append in
            try await client.fetchBlob(descriptor, from: repository) { try append($0) }
        }
    }
}
