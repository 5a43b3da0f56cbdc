/// The signatures of a zip archive's structures, as little-endian numbers (APPNOTE.TXT 4.3).
enum ZipSignature {
    static let localHeader: UInt32 = 0x0403_4B50
    static let descriptor: UInt32 = 0x0807_4B50
    static let directoryHeader: UInt32 = 0x0201_4B50
    static let endRecord: UInt32 = 0x0605_4B50
    static let endRecord64: UInt32 = 0x0606_4B50
    static let locator: UInt32 = 0x0706_4B50
}

/// The general purpose bits that matter (APPNOTE.TXT 4.4.4).
enum ZipFlags {
    static let encrypted: UInt16 = 1 << 0
    /// The local header has no sizes; a data descriptor behind the data has.
    static let descriptor: UInt16 = 1 << 3
    static let patch: UInt16 = 1 << 5
    static let strongEncryption: UInt16 = 1 << 6
    static let isUTF8: UInt16 = 1 << 11
    static let maskedHeaders: UInt16 = 1 << 13

    static let anyEncryption = encrypted | strongEncryption | maskedHeaders
}

/// Little-endian numbers in bytes whose bounds were checked.
extension Array where Element == UInt8 {
    @inline(__always)
    func little16(_ at: Int) -> UInt16 { UInt16(self[at]) | UInt16(self[at + 1]) << 8 }

    @inline(__always)
    func little32(_ at: Int) -> UInt32 { UInt32(little16(at)) | UInt32(little16(at + 2)) << 16 }

    @inline(__always)
    func little64(_ at: Int) -> UInt64 { UInt64(little32(at)) | UInt64(little32(at + 4)) << 32 }
}
