internal import TareArchive
internal import TareOCI

/// Unpacks a layer's bytes as they arrive, and tells at the end whether they were the layer that was measured.
final class LayerStream<Sink: TarSink> {
    private let number: Int
    private let diffID: Digest?
    private var hasher: Digest.Hasher
    private var stage: DecompressionStage?
    private var head: [UInt8] = []
    private var tar: TarReader<Sink>

    init(_ sink: Sink, layer number: Int, diffID: Digest?) {
        self.number = number
        self.diffID = diffID
        hasher = Digest.Hasher(diffID?.algorithm ?? .sha256)
        tar = TarReader(sink, limits: .layer)
    }

    var sink: Sink { tar.sink }

    func consume(_ bytes: UnsafeRawBufferPointer) throws {
        if stage == nil {
            guard head.count + bytes.count >= 6 else { return head.append(contentsOf: bytes) }
            try start(with: bytes)
        }
        try stage?.consume(bytes, into: unpacked)
    }

    /// Says that the layer has ended.
    func finish() throws {
        if stage == nil { try start(with: UnsafeRawBufferPointer(start: nil, count: 0)) }
        try stage?.finish(into: unpacked)
        try tar.finish()
        if let diffID, hasher.finish() != diffID { throw SandboxError.changedLayer(number: number) }
    }

    private func start(with bytes: UnsafeRawBufferPointer) throws {
        let first = head + bytes.prefix(6)
        let stage = DecompressionStage(try Decompressor(first.withUnsafeBytes { Compression.detect($0) }))
        self.stage = stage
        let held = head
        head = []
        try held.withUnsafeBytes { try stage.consume($0, into: unpacked) }
    }

    private func unpacked(_ bytes: UnsafeRawBufferPointer) throws {
        hasher.update(bytes)
        try tar.consume(bytes)
    }
}

/// A decompressor that a class can hold.
private final class DecompressionStage {
    private var decompressor: Decompressor

    init(_ decompressor: consuming Decompressor) { self.decompressor = decompressor }

    func consume(_ bytes: UnsafeRawBufferPointer, into sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try decompressor.consume(bytes, sink)
    }

    func finish(into sink: (UnsafeRawBufferPointer) throws -> Void) throws { try decompressor.finish(sink) }
}
