/// A local header, held against what the directory says of its entry (APPNOTE.TXT 4.3.7).
struct ZipLocalHeader {
    /// The bytes of the file that are the entry's data, still packed.
    var payload: Range<UInt64>
    /// Bytes of the data descriptor behind it; 0 for none.
    var descriptorSize: Int

    static let size = 30

    /// Bytes of the whole header, once its first 30 are known.
    static func length(_ bytes: [UInt8]) -> Int { size + Int(bytes.little16(26)) + Int(bytes.little16(28)) }

    /// Reads the header that `bytes` are.
    init(_ bytes: [UInt8], _ entry: ZipEntry, name expected: ArraySlice<UInt8>) throws(ZipError) {
        let offset = entry.headerOffset
        func text() -> String { String(decoding: expected, as: UTF8.self) }
        func conflict(_ field: ZipField) -> ZipError { .conflict(field, name: text(), offset: offset) }
        guard bytes.count >= Self.size, bytes.little32(0) == ZipSignature.localHeader else {
            throw .malformed(part: .localHeader, detail: "it does not begin as it should", offset: offset)
        }
        guard bytes.count == Self.length(bytes) else { throw .truncated(part: .localHeader, offset: offset) }
        let name = Self.size..<Self.size + Int(bytes.little16(26))
        guard bytes[name] == expected else { throw conflict(.name) }
        let difference = bytes.little16(6) ^ entry.flags
        let isASCII = expected.allSatisfy { $0 < 0x80 }
        let relevant = ZipFlags.anyEncryption | ZipFlags.descriptor | (isASCII ? 0 : ZipFlags.isUTF8)
        guard difference & relevant == 0 else { throw conflict(.flags) }
        guard bytes.little16(8) == UInt16(entry.method.rawValue) else { throw conflict(.method) }
        var fields = try ZipExtraFields(bytes, name.upperBound..<bytes.count, offset: offset)
        if fields.renames(name, in: bytes) { throw .unsafeName(name: text(), problem: .renamed, offset: offset) }
        let stated = (crc: bytes.little32(14), packed: bytes.little32(18), size: bytes.little32(22))
        let size = try fields.widen(UInt64(stated.size), in: bytes, offset: offset)
        let packed = try fields.widen(UInt64(stated.packed), in: bytes, offset: offset)
        // With a descriptor behind the data the header may leave these open.
        let isOpen = entry.hasDescriptor
        guard stated.crc == entry.crc32 || (isOpen && stated.crc == 0) else { throw conflict(.checksum) }
        guard packed == entry.compressedSize || (isOpen && packed == 0) else { throw conflict(.compressedSize) }
        guard size == entry.size || (isOpen && size == 0) else { throw conflict(.size) }
        let start = offset &+ UInt64(bytes.count)
        let (end, overflow) = start.addingReportingOverflow(entry.compressedSize)
        guard !overflow, end <= entry.end else { throw .outsideFile(name: text(), offset: start) }
        payload = start..<end
        let rest = entry.end - end
        // With or without signature, sizes of 32 or 64 bits.
        guard rest == 0 ? !isOpen : isOpen && [12, 16, 20, 24].contains(rest) else {
            if isOpen, rest < 12 { throw conflict(.descriptor) }
            throw .unclaimedBytes(offset: end, count: rest)
        }
        descriptorSize = Int(rest)
    }

    /// Holds a data descriptor against the directory (APPNOTE.TXT 4.3.9).
    static func check(descriptor bytes: [UInt8], _ entry: ZipEntry, name: String, offset: UInt64) throws(ZipError) {
        var at = 0
        if bytes.count == 16 || bytes.count == 24 {
            guard bytes.little32(0) == ZipSignature.descriptor else {
                throw .malformed(part: .descriptor, detail: "it does not begin as it should", offset: offset)
            }
            at = 4
        }
        let isWide = bytes.count >= 20
        let packed = isWide ? bytes.little64(at + 4) : UInt64(bytes.little32(at + 4))
        let size = isWide ? bytes.little64(at + 12) : UInt64(bytes.little32(at + 8))
        guard bytes.little32(at) == entry.crc32 else { throw .conflict(.checksum, name: name, offset: offset) }
        guard packed == entry.compressedSize else { throw .conflict(.compressedSize, name: name, offset: offset) }
        guard size == entry.size else { throw .conflict(.size, name: name, offset: offset) }
    }
}
