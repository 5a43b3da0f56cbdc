public import TareOCI

/// Writes a planned layer: what `PlannedLayer.index` states is what comes out, byte for byte.
///
/// Files of wheels are lifted: their deflate data goes into the layer as it is, each in a gzip member of its own
/// (RFC 1952 §2.2), so that writing costs copying and hashing. All of it is unpacked once beside that, for the digest of
/// the unpacked layer and against the archive's checksums and sizes: nothing is written on trust.
public struct LayerWriter: Sendable {
    /// How a layer is packed.
    public enum Packing: String, Sendable, Hashable, CaseIterable {
        /// Lifted: the same bytes on every machine.
        case gzip
        /// Packed anew, which costs time; the same bytes for one release of the library.
        case zstd

        public var mediaType: MediaType {
            switch self {
            case .gzip: .ociLayerGzip
            case .zstd: .ociLayerZstd
            }
        }
    }

    /// Gives the bytes of a range of the archive of a part, by the part's number in the layer, in order and in pieces.
    public typealias Reading = (
        _ part: Int, _ range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Void

    private let layer: PlannedLayer
    private let packing: Packing

    public init(_ layer: PlannedLayer, packing: Packing = .gzip) { (self.layer, self.packing) = (layer, packing) }

    /// - Parameters:
    ///   - archives: where what is lifted is read from.
    ///   - sink: gets the packed bytes in pieces, each valid only during the call.
    public func write(
        reading archives: Reading, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> AssembledLayer {
        try withoutActuallyEscaping(archives) { archives in
            try withoutActuallyEscaping(sink) { sink in
                let press = try LayerPress(layer, packing, archives, sink)
                return try layer.give(to: press).finish()
            }
        }
    }
}
