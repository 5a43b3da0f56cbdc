import TareNetwork
import TareOCI

/// A small image of pseudo-random layers that packs and unpacks like any other.
struct TestImage: Sendable {
    /// Which family of media types it is written in.
    enum Style: Sendable { case oci, docker }

    let layers: [(descriptor: Descriptor, bytes: [UInt8])]
    let config: Descriptor
    let configBytes: [UInt8]
    let manifestType: MediaType
    let manifestBytes: [UInt8]

    init(
        _ seed: UInt64, platform: String = "linux/amd64", layerBytes: [Int] = [3_000, 70_000], style: Style = .oci
    ) throws {
        let isOCI = style == .oci
        let contents = layerBytes.enumerated().map { Self.random(seed &* 31 &+ UInt64($0.offset), count: $0.element) }
        layers = contents.map { content in
            let bytes = Self.gzip(content)
            return (Descriptor(isOCI ? .ociLayerGzip : .dockerLayerGzip, of: bytes), bytes)
        }
        let document = ImageConfig(
            created: "2026-01-02T03:04:05Z", platform: try Platform(parsing: platform),
            diffIDs: contents.map { Digest(sha256Of: $0) })
        configBytes = try document.canonicalJSON()
        config = Descriptor(isOCI ? .ociConfig : .dockerConfig, of: configBytes)
        manifestType = isOCI ? .ociManifest : .dockerManifest
        manifestBytes = try ImageManifest(
            mediaType: manifestType, config: config, layers: layers.map(\.descriptor)
        ).canonicalJSON()
    }

    var descriptor: Descriptor { Descriptor(manifestType, of: manifestBytes) }

    /// The descriptor as an index lists it.
    func listed(as platform: String?) throws -> Descriptor {
        var entry = descriptor
        entry.platform = try platform.map { try Platform(parsing: $0) }
        return entry
    }

    var blobs: [BlobToPush] {
        layers.map { BlobToPush($0.descriptor, BlobSource($0.bytes)) } + [BlobToPush(config, BlobSource(configBytes))]
    }

    /// Bytes that look random and are the same each time (SplitMix64).
    static func random(_ seed: UInt64, count: Int) -> [UInt8] {
        var state = seed
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                state &+= 0x9E37_79B9_7F4A_7C15
                var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
                word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
                buffer[index] = UInt8(truncatingIfNeeded: word >> 31)
            }
            filled = count
        }
    }

    /// One member of stored blocks (RFC 1951, section 3.2.4; RFC 1952).
    private static func gzip(_ content: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var start = 0
        repeat {
            let end = min(start + 65_535, content.count)
            let count = UInt16(end - start)
            packed.append(end == content.count ? 1 : 0)
            for word in [count, ~count] { packed += [UInt8(word & 0xFF), UInt8(word >> 8)] }
            packed += content[start..<end]
            start = end
        } while start < content.count
        for word in [checksum(content), UInt32(content.count)] {
            packed += (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
        return packed
    }

    private static func checksum(_ content: [UInt8]) -> UInt32 {
        var crc: UInt32 = ~0
        for byte in content {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
