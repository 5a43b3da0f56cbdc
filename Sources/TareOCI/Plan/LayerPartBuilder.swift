public import TareArchive
internal import TareELF

/// Collects the entries of a part in any order.
public struct LayerPartBuilder {
    private struct Record {
        var offset: Int
        var length: Int
        /// A number of `entries`; -1 for a folder that another entry implies.
        var entry: Int
    }

    private let archive: ZipDirectory?
    private let time: Int64
    private var text: [UInt8] = []
    private var records: [Record] = []
    private var entries: [LayerPlan.Entry] = []

    /// Content of fewer bytes stands beside its header.
    private static let smallBytes = 512
    /// Linux takes no longer path.
    private static let maximumPath = 4095

    /// - Parameters:
    ///   - archive: what entries with `archived` are lifted from.
    ///   - time: of all entries, in seconds since 1970.
    public init(archive: ZipDirectory? = nil, time: Int64 = 0) { (self.archive, self.time) = (archive, time) }

    public mutating func add(_ path: String, _ entry: LayerPlan.Entry) {
        let start = text.count
        text.append(contentsOf: path.utf8)
        records.append(Record(offset: start, length: text.count - start, entry: entries.count))
        entries.append(entry)
    }

    /// Sorts, weighs, and packs what is at hand.
    public consuming func finish() throws -> LayerPart {
        for record in records { try check(record) }
        addFolders()
        sort()
        var index = LayerIndex()
        var contents: [LayerPart.Content] = []
        var small: [[UInt8]] = []
        var packed: [[UInt8]] = []
        contents.reserveCapacity(records.count)
        let packer = DeflateEncoder()
        for (number, record) in records.enumerated() {
            if number > 0, try isRepeated(record, of: records[number - 1]) { continue }
            let entry = record.entry < 0 ? .directory : entries[record.entry]
            append(entry, record, to: &index)
            contents.append(try content(of: entry, record, packer, &small, &packed))
        }
        return try LayerPart(index: index, contents: contents, small: small, packed: packed, archive: archive)
    }

    private func content(
        of entry: LayerPlan.Entry, _ record: Record, _ packer: DeflateEncoder, _ small: inout [[UInt8]],
        _ packed: inout [[UInt8]]
    ) throws -> LayerPart.Content {
        guard entry.kind == .regular, entry.size > 0 else { return .none }
        if let number = entry.archived {
            guard let archive, archive.entries.indices.contains(number), archive.entries[number].size == entry.size
            else { throw ArchiveError.writerMisused("'\(name(record))' is of no archive") }
            return .archived(UInt32(truncatingIfNeeded: number))
        }
        guard let bytes = entry.content, UInt64(bytes.count) == entry.size else {
            throw ArchiveError.writerMisused("the content of '\(name(record))' is not at hand")
        }
        guard bytes.count >= Self.smallBytes else {
            small.append(bytes)
            return .small(UInt32(small.count - 1))
        }
        packed.append(bytes.withUnsafeBytes { packer.pack($0) })
        return .packed(UInt32(packed.count - 1))
    }

    private func append(_ entry: LayerPlan.Entry, _ record: Record, to index: inout LayerIndex) {
        var row = LayerEntry(kind: entry.kind, mode: entry.mode, size: entry.kind == .regular ? entry.size : 0)
        row.modified = time
        row.crc32 = entry.crc32
        text.withUnsafeBytes { text in
            let path = UnsafeRawBufferPointer(rebasing: text[record.offset..<record.offset + record.length])
            if entry.linkTarget.isEmpty {
                index.append(row, path: path)
            } else {
                Array(entry.linkTarget.utf8).withUnsafeBytes { _ = index.append(row, path: path, link: $0) }
            }
        }
        if let content = entry.content { index.keep(.content, content) }
        if let elf = entry.elf { index.keep(.elf, elf.encoded()) }
        if let shebang = entry.shebang { index.keep(.shebang, Array(shebang.utf8)) }
    }

    private func name(_ record: Record) -> String {
        String(decoding: text[record.offset..<record.offset + record.length], as: UTF8.self)
    }

    /// No path leaves the root, and every path is written as it will be read.
    private func check(_ record: Record) throws(ArchiveError) {
        func unsafe(_ detail: String) -> ArchiveError { .unsafeName(name: name(record), detail: detail) }
        guard (1...Self.maximumPath).contains(record.length) else { throw unsafe("is empty or too long") }
        let end = record.offset + record.length
        var start = record.offset
        for at in record.offset...end {
            guard at == end || text[at] == separator else {
                if text[at] == 0 { throw unsafe("contains a NUL") }
                continue
            }
            let length = at - start
            let isDots = (1...2).contains(length) && text[start..<at].allSatisfy { $0 == dot }
            guard length > 0, !isDots else { throw unsafe("is no path below the root") }
            start = at + 1
        }
    }

    /// Adds the folders above every entry; those that the entry before has too were added with it.
    private mutating func addFolders() {
        var previous = Record(offset: 0, length: 0, entry: -1)
        for number in records.indices {
            let record = records[number]
            var shared = 0
            while shared < min(previous.length, record.length),
                text[previous.offset + shared] == text[record.offset + shared]
            { shared += 1 }
            var length = record.length
            while length > 0 {
                length -= 1
                guard text[record.offset + length] == separator else { continue }
                // A folder's own path and a slash are part of both names.
                guard length >= shared else { break }
                records.append(Record(offset: record.offset, length: length, entry: -1))
            }
            previous = record
        }
    }

    private mutating func sort() {
        let text = text
        text.withUnsafeBytes { text in
            records.sort { left, right in
                let order = text.compare(left.offset, left.length, text, right.offset, right.length)
                // Stated entries come before folders that are implied: -1 is the greatest of numbers without a sign.
                return order != 0 ? order < 0 : UInt(bitPattern: left.entry) < UInt(bitPattern: right.entry)
            }
        }
    }

    /// Whether a record is the one before once more; throws where it is another.
    private func isRepeated(_ record: Record, of previous: Record) throws(LayerPlan.Collision) -> Bool {
        guard record.length == previous.length,
            text[record.offset..<record.offset + record.length]
                == text[previous.offset..<previous.offset + previous.length]
        else { return false }
        let one = previous.entry < 0 ? .directory : entries[previous.entry]
        let other = record.entry < 0 ? .directory : entries[record.entry]
        guard one.kind == other.kind, one.size == other.size, one.crc32 == other.crc32,
            one.linkTarget == other.linkTarget
        else { throw LayerPlan.Collision(path: name(record)) }
        return true
    }
}

extension UnsafeRawBufferPointer {
    /// Below, at or above 0 as two stretches of bytes stand to each other.
    func compare(
        _ start: Int, _ count: Int, _ other: UnsafeRawBufferPointer, _ otherStart: Int, _ otherCount: Int
    ) -> Int {
        let limit = Swift.min(count, otherCount)
        var at = 0
        while at + 8 <= limit {
            let left = loadUnaligned(fromByteOffset: start + at, as: UInt64.self).bigEndian
            let right = other.loadUnaligned(fromByteOffset: otherStart + at, as: UInt64.self).bigEndian
            if left != right { return left < right ? -1 : 1 }
            at += 8
        }
        while at < limit {
            let (left, right) = (self[start + at], other[otherStart + at])
            if left != right { return left < right ? -1 : 1 }
            at += 1
        }
        return count - otherCount
    }
}

extension [UInt8] {
    var crc32: UInt32 {
        var checksum = CRC32()
        withUnsafeBytes { checksum.update($0) }
        return checksum.value
    }
}
