extension ZipDirectory {
    /// Finds each entry's end. The entries have to lie side by side from byte 0 to the directory.
    static func place(_ entries: inout [ZipEntry], _ names: [UInt8], end: UInt64) throws(ZipError) {
        func text(_ index: Int) -> String {
            let entry = entries[index]
            let start = Int(entry.nameOffset)
            return String(decoding: names[start..<start + Int(entry.nameLength)], as: UTF8.self)
        }
        // Writers put them in order; only then is the sort more than one pass.
        let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.headerOffset < $1.headerOffset }
        let order =
            isSorted
            ? Array(entries.indices) : entries.indices.sorted { entries[$0].headerOffset < entries[$1].headerOffset }
        for (position, index) in order.enumerated() {
            let next = position + 1 < order.count ? order[position + 1] : nil
            let start = entries[index].headerOffset
            let limit = next.map { entries[$0].headerOffset } ?? end
            guard let minimum = entries[index].minimumEnd, minimum <= end else {
                throw .outsideFile(name: text(index), offset: start)
            }
            if let next, minimum > limit { throw .overlap(name: text(index), other: text(next), offset: limit) }
            entries[index].end = limit
        }
        let first = order.first.map { entries[$0].headerOffset } ?? end
        guard first == 0 else { throw .prependedData(count: first) }
    }

    /// Sorts entry numbers by name; refuses two entries at the same place.
    static func order(_ entries: [ZipEntry], _ names: [UInt8]) throws(ZipError) -> [UInt32] {
        func name(_ index: UInt32) -> ArraySlice<UInt8> {
            let entry = entries[Int(index)]
            let start = Int(entry.nameOffset)
            return names[start..<start + Int(entry.nameLength)]
        }
        let order = (0..<UInt32(truncatingIfNeeded: entries.count)).sorted { precedes(name($0), name($1)) }
        for (left, right) in zip(order, order.dropFirst()) {
            let (earlier, later) = (name(left), name(right))
            guard later.starts(with: earlier) else { continue }
            // The same name, or a file that is a folder too. A folder's own name ends in a slash.
            let isBelow =
                later.count == earlier.count
                || (earlier.last != UInt8(ascii: "/")
                    && later[later.startIndex + earlier.count] == UInt8(ascii: "/"))
            guard isBelow else { continue }
            throw .duplicate(
                name: String(decoding: later, as: UTF8.self), other: String(decoding: earlier, as: UTF8.self),
                offset: entries[Int(right)].headerOffset)
        }
        return order
    }

    /// Entries whose names are one name where letter case or Unicode composition does not count, as on macOS and
    /// Windows; each group by entry number. Harmless on Linux.
    public func caseCollisions() -> [[Int]] {
        var groups: [String: [Int]] = [:]
        // Strings are equal by canonical equivalence.
        for (index, entry) in entries.enumerated() { groups[name(entry).lowercased(), default: []].append(index) }
        return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }
}
