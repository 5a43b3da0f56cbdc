public import TareArchive

/// Measures a layer while its bytes arrive: digests, unpacking, entries and the contents that are kept, in one pass.
///
/// Nothing is written anywhere and nothing is read twice; hashing goes on beside it, on threads of its own
/// (`ParallelHasher`). Memory is the index, one output buffer, 2 MiB for hashing and at most one kept file or ELF window.
/// The index is given only when the stream has ended well and every stated digest holds. After an
/// error the measurement is spent. Not for use by two tasks at once.
public final class LayerMeasurement {
    /// What is known of a blob before it is read.
    public struct Expectation: Sendable {
        /// The blob's own digest and size, from a descriptor.
        public var digest: Digest?
        public var size: UInt64?
        /// The digest of the uncompressed stream, from the image's configuration.
        public var diffID: Digest?

        public init(digest: Digest? = nil, size: UInt64? = nil, diffID: Digest? = nil) {
            self.digest = digest
            self.size = size
            self.diffID = diffID
        }
    }

    private let expectation: Expectation
    private let limits: DecompressionLimits
    private var stream: StreamStage?
    private var tar: TarReader<LayerRecorder>
    private let blobHasher: ParallelHasher
    private let tarHasher: ParallelHasher
    /// The first bytes, until they tell how the blob is packed.
    private var head: [UInt8] = []
    private var blobBytes: UInt64 = 0

    public init(
        selection: ContentSelection, expecting expectation: Expectation = .init(),
        limits: DecompressionLimits = .standard, tarLimits: TarLimits = .layer
    ) {
        self.expectation = expectation
        self.limits = limits
        tar = TarReader(LayerRecorder(selection), limits: tarLimits)
        blobHasher = ParallelHasher(expectation.digest?.algorithm ?? .sha256)
        tarHasher = ParallelHasher(expectation.diffID?.algorithm ?? .sha256)
    }

    /// Takes the next bytes of the blob.
    public func consume(_ bytes: UnsafeRawBufferPointer) throws {
        blobBytes &+= UInt64(bytes.count)
        if let size = expectation.size, blobBytes > size {
            throw LayerError.sizeMismatch(expected: size, actual: blobBytes)
        }
        if stream == nil {
            // How a blob is packed is told by its first bytes: media types are known to be wrong.
            guard head.count + bytes.count >= 6 else { return head.append(contentsOf: bytes) }
            try start(head + bytes.prefix(6 - head.count))
        }
        try unpack(bytes)
    }

    /// Says that the blob has ended; gives its index.
    public func finish() throws -> LayerIndex {
        if stream == nil { try start(head) }
        try stream?.finish(into: unpacked)
        try tar.finish()
        if let size = expectation.size, blobBytes != size {
            throw LayerError.sizeMismatch(expected: size, actual: blobBytes)
        }
        let isPacked = stream?.compression != Compression.none
        let diffID = tarHasher.finish()
        let digest = isPacked ? blobHasher.finish() : try blobDigestOfPlain(diffID)
        if let expected = expectation.digest, expected != digest {
            throw LayerError.digestMismatch(what: "blob's digest", expected: expected, actual: digest)
        }
        if let expected = expectation.diffID, expected != diffID {
            throw LayerError.digestMismatch(what: "uncompressed layer's digest", expected: expected, actual: diffID)
        }
        var index = tar.sink.index
        index.digest = digest
        index.diffID = diffID
        index.compression = stream?.compression ?? .none
        index.compressedSize = blobBytes
        index.uncompressedSize = stream?.outputBytes ?? 0
        return index
    }

    /// An unpacked blob is its own tar stream, hashed once unless two algorithms were asked for.
    private func blobDigestOfPlain(_ diffID: Digest) throws -> Digest {
        hashesPlainTwice ? blobHasher.finish() : diffID
    }

    private var hashesPlainTwice: Bool {
        (expectation.digest?.algorithm ?? .sha256) != (expectation.diffID?.algorithm ?? .sha256)
    }

    private func start(_ head: [UInt8]) throws {
        let compression = head.withUnsafeBytes { Compression.detect($0) }
        let stream = StreamStage(try Decompressor(compression, limits: limits))
        self.stream = stream
        let held = self.head
        self.head = []
        try held.withUnsafeBytes { try unpack($0) }
    }

    private func unpack(_ bytes: UnsafeRawBufferPointer) throws {
        guard let stream else { return }
        if stream.compression != .none || hashesPlainTwice { blobHasher.update(bytes) }
        try stream.consume(bytes, into: unpacked)
    }

    private func unpacked(_ bytes: UnsafeRawBufferPointer) throws {
        tarHasher.update(bytes)
        try tar.consume(bytes)
    }
}

/// A decompressor that a class can hold.
private final class StreamStage {
    private var decompressor: Decompressor

    init(_ decompressor: consuming Decompressor) { self.decompressor = decompressor }

    var compression: Compression { decompressor.compression }
    var outputBytes: UInt64 { decompressor.outputBytes }

    func consume(_ bytes: UnsafeRawBufferPointer, into sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try decompressor.consume(bytes, sink)
    }

    func finish(into sink: (UnsafeRawBufferPointer) throws -> Void) throws { try decompressor.finish(sink) }
}

extension TarLimits {
    /// For layers: eStargz layers carry their table of contents behind the archive's end (stargz-snapshotter,
    /// estargz.md), where every runtime leaves it. Anything else there is refused.
    public static let layer = TarLimits(trailer: Array("stargz.index.json".utf8))
}
