/// Symbol versions (Linux Standard Base core specification, 10.7.3 and 10.7.4). The layouts are the same in both classes.
extension ELFDynamicSection {
    /// Rows of one table together: what the counts in a hostile file could ask for would never end.
    private static let mostVersions = 8192

    func versionNeeds(_ view: ELFView) throws(ELFReadFailure) -> [ELFVersionNeed] {
        let part = "the table of needed symbol versions"
        guard let needs else { return [] }
        var result: [ELFVersionNeed] = []
        var budget = Self.mostVersions
        for row in try rows(from: needs.offset, count: needs.count, nextAt: 12, view, part, &budget) {
            let library = try view.number(UInt32.self, at: row + 4, of: part)
            var need = ELFVersionNeed(library: try string(UInt64(library), view), versions: [])
            let count = try view.number(UInt16.self, at: row + 2, of: part)
            let first = row + UInt64(try view.number(UInt32.self, at: row + 8, of: part))
            for version in try rows(from: first, count: UInt64(count), nextAt: 12, view, part, &budget) {
                let flags = try view.number(UInt16.self, at: version + 4, of: part)
                let name = try view.number(UInt32.self, at: version + 8, of: part)
                need.versions.append(.init(name: try string(UInt64(name), view), isWeak: flags & 2 != 0))
            }
            result.append(need)
        }
        return result
    }

    func versionDefinitions(_ view: ELFView) throws(ELFReadFailure) -> [String] {
        let part = "the table of defined symbol versions"
        guard let definitions else { return [] }
        var result: [String] = []
        var budget = Self.mostVersions
        for row in try rows(from: definitions.offset, count: definitions.count, nextAt: 16, view, part, &budget) {
            let isBase = try view.number(UInt16.self, at: row + 2, of: part) & 1 != 0
            let count = try view.number(UInt16.self, at: row + 6, of: part)
            guard !isBase, count > 0 else { continue }
            // The first name is the version's own, the others are those it inherits.
            let first = row + UInt64(try view.number(UInt32.self, at: row + 12, of: part))
            let name = try view.number(UInt32.self, at: first, of: part)
            result.append(try string(UInt64(name), view))
        }
        return result
    }

    /// The offsets of a chain of rows, each of which says how far on the next one begins.
    private func rows(
        from start: UInt64, count: UInt64, nextAt: UInt64, _ view: ELFView, _ part: String, _ budget: inout Int
    ) throws(ELFReadFailure) -> [UInt64] {
        var offsets: [UInt64] = []
        var offset = start
        for _ in 0..<count {
            budget -= 1
            guard budget >= 0 else {
                throw .refused(.malformed(part: part, detail: "it has more than \(Self.mostVersions) rows"))
            }
            guard offset < view.fileSize else {
                throw .refused(.outsideFile(part: part, offset: offset, fileSize: view.fileSize))
            }
            offsets.append(offset)
            let step = try view.number(UInt32.self, at: offset + nextAt, of: part)
            if step == 0 { break }
            offset += UInt64(step)
        }
        return offsets
    }
}
