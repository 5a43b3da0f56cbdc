/// The header of an installed package as an rpm database stores it (rpm, "RPM V4 Package format", "Header"): the
/// numbers of index entries and of data bytes, the index, the data; all big-endian, without the magic that a package
/// file has.
struct RPMHeader {
    /// Tags that an inventory reads (rpmtag.h).
    enum Tag: UInt32 {
        case name = 1000
        case version = 1001
        case release = 1002
        case epoch = 1003
        case license = 1014
        case architecture = 1022
        case sourcePackage = 1044
        case directoryIndexes = 1116
        case baseNames = 1117
        case directoryNames = 1118
    }

    private struct Entry {
        var type: UInt32
        var offset: Int
        var count: Int
    }

    private let data: ArraySlice<UInt8>
    private var entries: [Tag: Entry] = [:]

    /// The most index entries that rpm itself accepts (HEADER_TAGS_MAX).
    private static let maximumEntries = 0xFFFF
    private static let entrySize = 16

    /// `nil` unless index and data lie inside `blob`.
    init?(_ blob: ArraySlice<UInt8>) {
        guard let entryCount = blob.bigEndian32.map(Int.init),
            let dataSize = blob.dropFirst(4).bigEndian32.map(Int.init),
            (1...Self.maximumEntries).contains(entryCount), 8 + entryCount * Self.entrySize + dataSize <= blob.count
        else { return nil }
        let index = blob.dropFirst(8).prefix(entryCount * Self.entrySize)
        data = blob[index.endIndex...].prefix(dataSize)
        for number in 0..<entryCount {
            let entry = index.dropFirst(number * Self.entrySize)
            guard let tag = entry.bigEndian32.flatMap(Tag.init), entries[tag] == nil,
                let type = entry.dropFirst(4).bigEndian32, let offset = entry.dropFirst(8).bigEndian32,
                let count = entry.dropFirst(12).bigEndian32, Int(offset) <= dataSize, Int(count) <= dataSize
            else { continue }
            entries[tag] = Entry(type: type, offset: Int(offset), count: Int(count))
        }
    }

    /// The first string of a tag; `nil` where it is absent or of another type.
    func string(_ tag: Tag) -> String? { strings(tag).first?.text }

    /// The strings of a tag (types STRING 6, STRING_ARRAY 8, I18NSTRING 9), each ended by a NUL.
    func strings(_ tag: Tag) -> [ArraySlice<UInt8>] {
        guard let entry = entries[tag], [6, 8, 9].contains(entry.type) else { return [] }
        var rest = data.dropFirst(entry.offset)
        var strings: [ArraySlice<UInt8>] = []
        while strings.count < (entry.type == 6 ? 1 : entry.count), let end = rest.firstIndex(of: 0) {
            strings.append(rest[..<end])
            rest = rest[(end + 1)...]
        }
        return strings
    }

    /// The numbers of a tag of type INT32 (4).
    func integers(_ tag: Tag) -> [UInt32] {
        guard let entry = entries[tag], entry.type == 4, entry.count <= (data.count - entry.offset) / 4 else {
            return []
        }
        return (0..<entry.count).compactMap { data.dropFirst(entry.offset + 4 * $0).bigEndian32 }
    }
}
