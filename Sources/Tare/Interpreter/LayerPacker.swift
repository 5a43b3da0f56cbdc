internal import TareArchive
internal import TareOCI

/// What a written layer is known by.
struct PackedLayer {
    /// Of the packed layer.
    var descriptor: Descriptor
    /// Digest of the tar stream.
    var diffID: Digest
}

/// Packs a layer's tar stream with gzip, and finds both digests.
struct LayerPacker {
    private let packer: GzipWriter
    private var plain = Digest.Hasher(.sha256)
    private var packed = Digest.Hasher(.sha256)
    private var packedBytes: UInt64 = 0

    init() throws(ArchiveError) { packer = try GzipWriter() }

    /// Takes the next bytes of the stream; `sink` gets packed ones, in pieces that are valid only during the call.
    mutating func write(_ bytes: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !bytes.isEmpty else { return }
        plain.update(bytes)
        try packer.write(bytes) { try give($0, sink) }
    }

    mutating func finish(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> PackedLayer {
        try packer.finish { try give($0, sink) }
        return PackedLayer(
            descriptor: Descriptor(mediaType: .ociLayerGzip, digest: packed.finish(), size: packedBytes),
            diffID: plain.finish())
    }

    private mutating func give(
        _ bytes: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        packed.update(bytes)
        packedBytes &+= UInt64(bytes.count)
        try sink(bytes)
    }
}
