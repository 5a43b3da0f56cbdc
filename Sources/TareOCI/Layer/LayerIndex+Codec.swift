internal import TareArchive

extension LayerIndex {
    /// The version of the encoding: part of the key under which an index is kept.
    public static let formatVersion = 2

    private static let magic = Array("tareidx2".utf8)

    /// The index as bytes for a cache on this machine: the tables as they lie in memory (little-endian), then the CRC-32
    /// of all before it.
    public func encoded() -> [UInt8] {
        var bytes = Self.magic
        bytes.reserveCapacity(256 + text.count + kept.count + table.count * 64 + details.count * 24)
        bytes.append(compression.rawValue)
        for number in [compressedSize, uncompressedSize] { Self.append(number, to: &bytes) }
        for text in [digest?.description ?? "", diffID?.description ?? ""] {
            bytes.append(UInt8(truncatingIfNeeded: text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        table.withUnsafeBytes { Self.append($0, to: &bytes) }
        details.withUnsafeBytes { Self.append($0, to: &bytes) }
        text.withUnsafeBytes { Self.append($0, to: &bytes) }
        kept.withUnsafeBytes { Self.append($0, to: &bytes) }
        let checksum = bytes.withUnsafeBytes { Self.checksum(of: $0) }
        withUnsafeBytes(of: checksum.littleEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Reads what `encoded` wrote; `nil` for anything else: a file that was damaged is measured again, not believed, and
    /// every offset is checked besides.
    public init?(encoded bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 4 else { return nil }
        var rest = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 4)])
        let stated = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: rest.count, as: UInt32.self))
        guard stated == Self.checksum(of: rest) else { return nil }
        guard let magic = Self.take(Self.magic.count, from: &rest), magic.elementsEqual(Self.magic),
            let compression = Self.take(1, from: &rest).flatMap({ Compression(rawValue: $0[0]) }),
            let compressedSize = Self.number(from: &rest), let uncompressedSize = Self.number(from: &rest),
            let digest = Self.shortText(from: &rest), let diffID = Self.shortText(from: &rest)
        else { return nil }
        self.init(
            digest: Digest(digest), diffID: Digest(diffID), compression: compression, compressedSize: compressedSize,
            uncompressedSize: uncompressedSize)
        guard let entries = Self.table(LayerEntry.self, from: &rest),
            let details = Self.table(LayerDetail.self, from: &rest),
            let text = Self.table(UInt8.self, from: &rest), let kept = Self.table(UInt8.self, from: &rest), rest.isEmpty
        else { return nil }
        let entriesHold = entries.allSatisfy {
            Int($0.pathOffset) + Int($0.pathLength) <= text.count
                && Int($0.linkOffset) + Int($0.linkLength) <= text.count
        }
        let detailsHold = details.allSatisfy {
            Int($0.entry) < entries.count && $0.offset <= UInt64(kept.count)
                && UInt64($0.length) <= UInt64(kept.count) - $0.offset
        }
        guard entriesHold, detailsHold else { return nil }
        table = entries
        self.details = details
        self.text = text
        self.kept = kept
    }

    private static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
        var checksum = CRC32()
        checksum.update(bytes)
        return checksum.value
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func append(_ table: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        append(UInt64(table.count), to: &bytes)
        bytes.append(contentsOf: table)
    }

    private static func take(_ count: Int, from rest: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= rest.count else { return nil }
        let taken = UnsafeRawBufferPointer(rebasing: rest[..<count])
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        return taken
    }

    private static func number(from rest: inout UnsafeRawBufferPointer) -> UInt64? {
        take(8, from: &rest).map { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    private static func shortText(from rest: inout UnsafeRawBufferPointer) -> String? {
        guard let count = take(1, from: &rest)?.first, let text = take(Int(count), from: &rest) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    private static func table<Element: BitwiseCopyable>(
        _ type: Element.Type, from rest: inout UnsafeRawBufferPointer
    ) -> [Element]? {
        guard let length = number(from: &rest).flatMap({ Int(exactly: $0) }), let bytes = take(length, from: &rest),
            length % MemoryLayout<Element>.stride == 0
        else { return nil }
        return [Element](unsafeUninitializedCapacity: length / MemoryLayout<Element>.stride) { buffer, count in
            // SAFETY: elements are bitwise copyable, and their enumerations are stored as raw values that any byte fits.
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
            count = length / MemoryLayout<Element>.stride
        }
    }
}
