/// The end of a gzip file (RFC 1952, section 2.3.1), and what it says of a tar archive packed in it.
public enum GzipTrailer {
    /// CRC-32 and ISIZE.
    public static let length: UInt64 = 8

    /// A layer of more packed bytes may unpack to more than ISIZE counts.
    private static let largest: UInt64 = 400 << 20

    /// The uncompressed size of a tar archive in one gzip member, from the last eight bytes of its file; `nil` where they
    /// cannot be it.
    ///
    /// ISIZE is the size modulo 2³² of the last member. A file of several members tells too little by it: an archive is of
    /// whole blocks, and hardly smaller than what it is packed to.
    ///
    /// - Parameter packed: bytes of the whole file.
    public static func uncompressedSize(_ end: [UInt8], packed: UInt64) -> UInt64? {
        guard end.count == Int(length), packed <= largest else { return nil }
        let size = end[4...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Deflate adds at most five bytes to 16,383, and gzip a header.
        let least = packed > 1024 ? packed - packed / 1000 - 1024 : 0
        guard size >= 1024, size % 512 == 0, size >= least else { return nil }
        return size
    }
}
