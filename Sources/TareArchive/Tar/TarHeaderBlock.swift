/// Encodes an entry as a ustar header block and the PAX records for what does not fit into it.
enum TarHeaderBlock {
    static func encode(_ entry: TarEntry) throws(ArchiveError) -> (records: [UInt8], header: [UInt8]) {
        guard !entry.name.isEmpty, !entry.name.contains(0), !entry.linkTarget.contains(0) else {
            throw .writerMisused("an entry's name is empty or contains a NUL")
        }
        guard entry.kind == .directory || entry.name.last != UInt8(ascii: "/") else {
            throw .writerMisused("only a directory's name may end in a slash")
        }
        guard !entry.linkTarget.isEmpty || (entry.kind != .hardLink && entry.kind != .symbolicLink) else {
            throw .writerMisused("a link has no target")
        }
        guard entry.size <= UInt64(Int64.max) / 2 else {
            throw .writerMisused("a size of \(entry.size) bytes does not fit")
        }
        // There is no PAX record for device numbers; Linux has 12 and 20 bits of them.
        guard max(entry.deviceMajor, entry.deviceMinor) < 1 << 21 else {
            throw .writerMisused("a device number of more than 21 bits does not fit")
        }
        var records: [UInt8] = []
        let prefix = entry.name.withUnsafeBytes { split($0) }
        if prefix == nil || !isASCII(entry.name) { record("path", entry.name, to: &records) }
        if entry.linkTarget.count > 100 || !isASCII(entry.linkTarget) {
            record("linkpath", entry.linkTarget, to: &records)
        }
        if entry.size >= 1 << 33 { record("size", Array(String(entry.size).utf8), to: &records) }
        if entry.userID >= 1 << 21 { record("uid", Array(String(entry.userID).utf8), to: &records) }
        if entry.groupID >= 1 << 21 { record("gid", Array(String(entry.groupID).utf8), to: &records) }
        if !(0..<(1 << 33)).contains(entry.modified) {
            record("mtime", Array(String(entry.modified).utf8), to: &records)
        }
        return (records, block(entry, typeflag: typeflag(entry.kind), prefix: prefix ?? 0))
    }

    /// The name of a PAX header's own entry; readers pass over it.
    static func extendedName(_ entry: TarEntry) -> [UInt8] {
        let trimmed = entry.name.last == UInt8(ascii: "/") ? entry.name.dropLast() : entry.name[...]
        let base = trimmed.lastIndex(of: UInt8(ascii: "/")).map { trimmed[($0 + 1)...] } ?? trimmed
        let plain = base.prefix(80).map { $0 < 0x80 ? $0 : UInt8(ascii: "_") }
        return Array("PaxHeaders/".utf8) + plain
    }

    /// How many bytes of a name go to the prefix field; `nil` when the name fits in no way.
    static func split(_ name: UnsafeRawBufferPointer) -> Int? {
        if name.count <= 100 { return 0 }
        guard name.count <= 256 else { return nil }
        let latest = min(155, name.count - 2)
        guard name.count - 101 <= latest else { return nil }
        for slash in (name.count - 101...latest) where name[slash] == UInt8(ascii: "/") && slash > 0 { return slash }
        return nil
    }

    static func block(_ entry: TarEntry, typeflag: UInt8, prefix: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 512) { buffer, count in
            entry.name.withUnsafeBytes { name in
                entry.linkTarget.withUnsafeBytes { link in
                    TarBlockFields(buffer).fill(entry, name: name, link: link, typeflag: typeflag, prefix: prefix)
                }
            }
            count = 512
        }
    }

    static func typeflag(_ kind: TarKind) -> UInt8 {
        switch kind {
        case .regular: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .characterDevice: UInt8(ascii: "3")
        case .blockDevice: UInt8(ascii: "4")
        case .directory: UInt8(ascii: "5")
        case .fifo: UInt8(ascii: "6")
        }
    }

    /// One record; its length counts its own digits.
    private static func record(_ key: String, _ value: [UInt8], to records: inout [UInt8]) {
        let body = key.utf8.count + value.count + 3
        var length = body + String(body).utf8.count
        if String(length).utf8.count > String(body).utf8.count { length += 1 }
        records.append(contentsOf: "\(length) \(key)=".utf8)
        records.append(contentsOf: value)
        records.append(UInt8(ascii: "\n"))
    }

    private static func isASCII(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 < 0x80 } }
}
