/// The entries of a zip archive, in the directory's order, with their names.
///
/// All that the directory alone can show has been checked: names are safe and come once, entries lie side by side from
/// the file's first byte to the directory, sizes are bounded. What the local headers say is checked by
/// `ZipEntryReader`.
public struct ZipDirectory: Sendable {
    public let entries: [ZipEntry]
    /// The file's size in bytes.
    public let size: UInt64
    /// The bytes that the directory itself takes.
    public let range: Range<UInt64>
    let limits: ZipLimits
    private let names: [UInt8]
    /// Entry numbers by name, a slash before every other byte, so that what is in a folder follows it directly.
    private let order: [UInt32]

    init(
        entries: [ZipEntry], names: [UInt8], order: [UInt32], size: UInt64, range: Range<UInt64>, limits: ZipLimits
    ) {
        (self.entries, self.names, self.order) = (entries, names, order)
        (self.size, self.range, self.limits) = (size, range, limits)
    }

    /// An entry's name, which is valid UTF-8; a folder's ends in a slash.
    public func nameBytes(_ entry: ZipEntry) -> ArraySlice<UInt8> {
        names[Int(entry.nameOffset)..<Int(entry.nameOffset) + Int(entry.nameLength)]
    }

    public func name(_ entry: ZipEntry) -> String { String(decoding: nameBytes(entry), as: UTF8.self) }

    /// The number of the entry of this name. Logarithmic.
    public func index(named name: some StringProtocol) -> Int? {
        let name = Array(name.utf8)
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(nameBytes(entries[Int(order[middle])]), name[...]) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < order.count, nameBytes(entries[Int(order[low])]) == name[...] else { return nil }
        return Int(order[low])
    }

    public func entry(named name: some StringProtocol) -> ZipEntry? { index(named: name).map { entries[$0] } }

    /// Bytes of all contents.
    public var totalSize: UInt64 { entries.reduce(0) { $0 &+ $1.size } }

    static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        var (at, other) = (left.startIndex, right.startIndex)
        while at < left.endIndex, other < right.endIndex {
            let (byte, against) = (left[at], right[other])
            if byte != against {
                if byte == UInt8(ascii: "/") { return true }
                if against == UInt8(ascii: "/") { return false }
                return byte < against
            }
            at += 1
            other += 1
        }
        return at == left.endIndex && other < right.endIndex
    }
}
