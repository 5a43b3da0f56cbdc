public import TareELF

extension LayerIndex {
    /// Adds an entry; `path` and `link` are normalised already (`LayerPath`). Returns its number.
    @discardableResult
    mutating func append(
        _ entry: LayerEntry, path: UnsafeRawBufferPointer, link: UnsafeRawBufferPointer = .init(start: nil, count: 0)
    ) -> Int {
        var entry = entry
        entry.pathOffset = UInt32(truncatingIfNeeded: text.count)
        entry.pathLength = UInt16(truncatingIfNeeded: path.count)
        text.append(contentsOf: path)
        entry.linkOffset = UInt32(truncatingIfNeeded: text.count)
        entry.linkLength = UInt16(truncatingIfNeeded: link.count)
        text.append(contentsOf: link)
        table.append(entry)
        return table.count - 1
    }

    /// Keeps something of the entry added last.
    mutating func keep(_ kind: LayerDetail.Kind, _ bytes: some Collection<UInt8>) {
        details.append(
            LayerDetail(
                offset: UInt64(kept.count), entry: UInt32(truncatingIfNeeded: table.count - 1),
                length: UInt32(truncatingIfNeeded: bytes.count), rawKind: kind.rawValue))
        kept.append(contentsOf: bytes)
    }
}

extension LayerIndex {
    /// Adds an entry of a layer that is predicted or made for a test. `content` is kept as a selection would; an ELF
    /// file's facts, a script's first line and version strings are what measuring would have found.
    ///
    /// `path` is relative to the root and normalised by the caller.
    public mutating func add(
        _ kind: EntryKind, _ path: String, mode: UInt16 = 0o644, size: UInt64 = 0, userID: UInt32 = 0,
        groupID: UInt32 = 0,
        modified: Int64 = 0, crc32: UInt32 = 0, linkTarget: String = "", content: [UInt8]? = nil, elf: ELFFacts? = nil,
        shebang: String? = nil, versionStrings: [String] = []
    ) {
        var entry = LayerEntry(kind: kind, mode: mode, size: content.map { UInt64($0.count) } ?? size)
        entry.userID = userID
        entry.groupID = groupID
        entry.modified = modified
        entry.crc32 = crc32
        Array(path.utf8).withUnsafeBytes { path in
            Array(linkTarget.utf8).withUnsafeBytes { link in _ = append(entry, path: path, link: link) }
        }
        if let content { keep(.content, content) }
        if let elf { keep(.elf, elf.encoded()) }
        if let shebang { keep(.shebang, Array(shebang.utf8)) }
        if !versionStrings.isEmpty { keep(.versionStrings, Array(versionStrings.joined(separator: "\n").utf8)) }
    }
}
