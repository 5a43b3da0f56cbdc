internal import TareArchive
internal import TareOCI

/// Packs frames and hashes both sides of them.
final class LayerPress: LayerFrameSink {
    private let parts: [LayerPart]
    private let archives: LayerWriter.Reading
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private let packer = DeflateEncoder()
    private let zstd: ZstdWriter?
    private var readers: [Int: ZipEntryReader] = [:]
    private let unpackedHasher = ParallelHasher(.sha256)
    private let packedHasher = ParallelHasher(.sha256)
    private var (unpackedBytes, packedBytes) = (UInt64(0), UInt64(0))
    private let mediaType: MediaType

    init(
        _ layer: PlannedLayer, _ packing: LayerWriter.Packing, _ archives: @escaping LayerWriter.Reading,
        _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        parts = layer.parts
        (self.archives, self.sink) = (archives, sink)
        zstd = packing == .zstd ? try ZstdWriter() : nil
        mediaType = packing.mediaType
    }

    func member(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            try unpacked(bytes)
            guard zstd == nil else { return }
            var checksum = CRC32()
            checksum.update(bytes)
            try frame(checksum.value, UInt64(bytes.count)) { try packer.pack(bytes).withUnsafeBytes(give) }
        }
    }

    func lifted(_ content: LiftedContent) throws {
        guard zstd == nil else { return try unpack(content) { _ in } }
        try frame(content.crc32, content.size) { try unpack(content, give) }
    }

    func finish() throws -> AssembledLayer {
        try zstd?.finish(give)
        return AssembledLayer(
            descriptor: Descriptor(mediaType: mediaType, digest: packedHasher.finish(), size: packedBytes),
            diffID: unpackedHasher.finish(), uncompressedSize: unpackedBytes)
    }

    private func frame(_ crc32: UInt32, _ size: UInt64, _ body: () throws -> Void) throws {
        try GzipMember.header.withUnsafeBytes(give)
        try body()
        try GzipMember.trailer(crc32: crc32, size: size).withUnsafeBytes(give)
    }

    /// Unpacks a content and gives its deflate data as it goes by.
    private func unpack(_ content: LiftedContent, _ packed: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch content.source {
        case .packed(let bytes):
            try bytes.withUnsafeBytes(packed)
            var reader = try Decompressor(.gzip)
            let member = GzipMember.header + bytes + GzipMember.trailer(crc32: content.crc32, size: content.size)
            try member.withUnsafeBytes { try reader.consume($0, unpacked) }
            try reader.finish(unpacked)
        case .archived(let part, let number): try unpack(number, of: part, packed)
        }
    }

    private func unpack(
        _ number: Int, of part: Int, _ packed: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let archive = parts[part].archive else { throw ArchiveError.writerMisused("a part has no archive") }
        let entry = archive.entries[number]
        let reader = readers[part] ?? ZipEntryReader(archive)
        readers[part] = reader
        reader.begin(entry)
        var offset = entry.range.lowerBound
        var stored = StoredDeflate(size: entry.size)
        try archives(part, entry.range) { bytes in
            try reader.consume(bytes, self.unpacked)
            let end = offset + UInt64(bytes.count)
            defer { offset = end }
            // Known as soon as the header went by; before, no data was in the bytes.
            guard let payload = reader.payload, payload.lowerBound < end, payload.upperBound > offset else { return }
            let from = Int(max(payload.lowerBound, offset) - offset)
            let to = Int(min(payload.upperBound, end) - offset)
            let data = UnsafeRawBufferPointer(rebasing: bytes[from..<to])
            switch entry.method {
            case .deflate: try packed(data)
            case .stored: try stored.write(data, packed)
            }
        }
        try reader.finish()
    }

    private func unpacked(_ bytes: UnsafeRawBufferPointer) throws {
        unpackedHasher.update(bytes)
        unpackedBytes &+= UInt64(bytes.count)
        try zstd?.write(bytes, give)
    }

    private func give(_ bytes: UnsafeRawBufferPointer) throws {
        packedHasher.update(bytes)
        packedBytes &+= UInt64(bytes.count)
        try sink(bytes)
    }
}
