internal import TareArchive
internal import TareOCI

extension DebianArchive {
    /// Packed bytes of an index; Debian's largest has 10 MB.
    static let indexLimit: UInt64 = 256 << 20

    /// The forms of an index, the preferred first.
    static let indexForms: [(suffix: String, compression: Compression)] = [(".xz", .xz), (".gz", .gzip), ("", .none)]

    /// Unpacks a file of the store, its checksum checked once more: what is trusted is what is read, not what once was.
    func unpack(
        _ path: String, _ expected: Expectation, _ compression: Compression, _ address: String
    ) throws -> [UInt8] {
        var decompressor = try Decompressor(compression, limits: .metadata)
        var hasher = Digest.Hasher(.sha256)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(min(expected.size * 6, 128 << 20)))
        try FileRegion(path: path, offset: 0, size: expected.size).forEachPiece { piece in
            hasher.update(piece)
            try decompressor.consume(piece) { bytes.append(contentsOf: $0) }
        }
        try decompressor.finish { bytes.append(contentsOf: $0) }
        let actual = hasher.finish().hex
        guard actual == expected.sha256 else {
            DiskFile.remove(path)
            throw DebianMirrorError.wrongDigest(url: address, expected: expected.sha256, actual: actual)
        }
        return bytes
    }
}
