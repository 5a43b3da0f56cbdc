/// The extra fields of one header that change what the header says (APPNOTE.TXT 4.5): ZIP64 and the Unicode path.
struct ZipExtraFields {
    /// Where the ZIP64 field's data lies in the bytes; empty for none.
    private(set) var zip64 = 0..<0
    /// Where the Unicode path field's data lies: version, CRC-32 of the name, then the name.
    private(set) var unicodePath = 0..<0

    private static let zip64Tag: UInt16 = 0x0001
    private static let unicodePathTag: UInt16 = 0x7075

    /// `offset`: where the bytes begin in the file, for messages.
    init(_ bytes: [UInt8], _ range: Range<Int>, offset: UInt64) throws(ZipError) {
        var at = range.lowerBound
        // Up to three bytes may be left over: aligners pad with them.
        while range.upperBound - at >= 4 {
            let tag = bytes.little16(at)
            let end = at + 4 + Int(bytes.little16(at + 2))
            let place = offset &+ UInt64(at)
            guard end <= range.upperBound else {
                throw .malformed(part: .extraField, detail: "a field is longer than all of them", offset: place)
            }
            switch tag {
            case Self.zip64Tag:
                guard zip64.isEmpty else {
                    throw .malformed(part: .extraField, detail: "the ZIP64 field comes twice", offset: place)
                }
                zip64 = at + 4..<end
            case Self.unicodePathTag:
                guard unicodePath.isEmpty else {
                    throw .malformed(part: .extraField, detail: "the Unicode path comes twice", offset: place)
                }
                unicodePath = at + 4..<end
            default: break
            }
            at = end
        }
    }

    /// Takes the next 64-bit number of the ZIP64 field in place of a 32-bit one that says it is there.
    mutating func widen(_ value: UInt64, in bytes: [UInt8], offset: UInt64) throws(ZipError) -> UInt64 {
        guard value == 0xFFFF_FFFF else { return value }
        // Without the field the number stands for itself.
        if zip64.isEmpty, zip64.lowerBound == 0 { return value }
        guard zip64.count >= 8 else {
            throw .malformed(part: .extraField, detail: "the ZIP64 field is too short", offset: offset)
        }
        let wide = bytes.little64(zip64.lowerBound)
        zip64 = zip64.lowerBound + 8..<zip64.upperBound
        return wide
    }

    /// Whether a Unicode path is there that is not the header's own name: readers would disagree on which counts.
    func renames(_ name: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard !unicodePath.isEmpty else { return false }
        guard unicodePath.count >= 5 else { return true }
        return !bytes[unicodePath.dropFirst(5)].elementsEqual(bytes[name])
    }
}
