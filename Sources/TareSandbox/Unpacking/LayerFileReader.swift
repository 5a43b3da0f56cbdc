internal import TareArchive
public import TareOCI

/// Takes a few files' contents out of a layer's stream, which is read to its end: only then is it known to be the layer
/// that was measured.
public final class LayerFileReader {
    private let stream: LayerStream<Taker>

    /// - Parameter entries: as `ImageTree.Source` numbers them.
    public init(entries: Set<Int>, layer number: Int, diffID: Digest?) {
        stream = LayerStream(Taker(wanted: entries), layer: number, diffID: diffID)
    }

    public func consume(_ bytes: UnsafeRawBufferPointer) throws { try stream.consume(bytes) }

    public func finish() throws { try stream.finish() }

    public var contents: [Int: [UInt8]] { stream.sink.contents }

    private struct Taker: TarSink {
        var wanted: Set<Int>
        var contents: [Int: [UInt8]] = [:]
        private var numbering = LayerEntryNumbering()
        private var entry: Int?
        private var bytes: [UInt8] = []

        init(wanted: Set<Int>) { self.wanted = wanted }

        private static let largest = 16 << 20

        mutating func begin(_ header: TarHeader) throws {
            entry = nil
            guard let number = try numbering.next(header), wanted.remove(number) != nil,
                header.kind == .regular, !header.isSparse, header.size <= UInt64(Self.largest)
            else { return }
            entry = number
            bytes = []
        }

        mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
            if entry != nil { self.bytes.append(contentsOf: bytes) }
        }

        mutating func end() throws {
            guard let entry else { return }
            contents[entry] = bytes
            self.entry = nil
        }
    }
}
