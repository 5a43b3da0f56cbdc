/// Reads tables of an SQLite database that lies in memory (sqlite.org, "Database File Format").
///
/// Only what an rpm database needs: rows of rowid tables in order, no indices, no writing, no write-ahead log. Every
/// page is visited once at most, so damaged or hostile files end; nothing larger than the file is ever assembled.
struct SQLiteDatabase {
    private let bytes: ArraySlice<UInt8>
    private let pageSize: Int
    /// Bytes of a page that hold content: without what extensions reserve at its end.
    private let usableSize: Int
    private let pageCount: Int

    init(_ bytes: ArraySlice<UInt8>) throws(SQLiteError) {
        guard bytes.count >= 512, bytes.hasBeginning("SQLite format 3\0") else { throw .notADatabase }
        self.bytes = bytes
        let start = bytes.startIndex
        // §1.3.2: the value 1 stands for 65,536.
        let stated = Int(bytes[start + 16]) << 8 | Int(bytes[start + 17])
        pageSize = stated == 1 ? 65_536 : stated
        guard pageSize >= 512, pageSize & (pageSize - 1) == 0 else { throw .malformed("page size \(stated)", page: 1) }
        usableSize = pageSize - Int(bytes[start + 20])
        guard usableSize >= 480 else { throw .malformed("reserved space \(bytes[start + 20])", page: 1) }
        pageCount = bytes.count / pageSize
        guard pageCount > 0 else { throw .malformed("cut off", page: 1) }
        if let stated = Self.statedPageCount(bytes), stated > pageCount {
            throw .malformed("cut off: it has had \(stated) pages", page: UInt32(truncatingIfNeeded: pageCount))
        }
        let encoding = bytes[start + 59]
        guard encoding <= 1 else { throw .unsupported("UTF-16 text") }
        guard bytes[start + 19] <= 2 else { throw .unsupported("format version \(bytes[start + 19])") }
    }

    /// §1.3.7: the header's number of pages; `nil` where an old version of SQLite left it out of date.
    private static func statedPageCount(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let changes = bytes.dropFirst(24).bigEndian32, let validFor = bytes.dropFirst(92).bigEndian32,
            let count = bytes.dropFirst(28).bigEndian32
        else { return nil }
        return changes == validFor && count > 0 ? Int(count) : nil
    }

    /// Calls `body` with every row of a table, in the order of row identifiers.
    func forEachRow(of table: String, _ body: (SQLiteRow) throws(SQLiteError) -> Void) throws(SQLiteError) {
        var root: UInt32?
        // §2.6: the schema table is the tree at page 1: type, name, tbl_name, rootpage, sql.
        try forEachRow(from: 1) { (row) throws(SQLiteError) in
            guard root == nil, row.text(0) == "table", row.text(1) == table, let page = row.integer(3) else { return }
            root = UInt32(exactly: page)
        }
        guard let root else { throw .noTable(table) }
        try forEachRow(from: root, body)
    }

    private func forEachRow(
        from root: UInt32, _ body: (SQLiteRow) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        var visited = PageSet(count: pageCount)
        var pending = [root]
        while let number = pending.popLast() {
            let page = try page(number)
            guard visited.insert(number) else { throw .malformed("a page is reached twice", page: number) }
            // §1.6: the header of a tree's page, behind the database's header on page 1.
            let header = page.startIndex + (number == 1 ? 100 : 0)
            let kind = page[header]
            guard kind == Self.leaf || kind == Self.interior else {
                throw .malformed("page type \(kind) in a table's tree", page: number)
            }
            let headerSize = kind == Self.leaf ? 8 : 12
            let cells = Int(page[header + 3]) << 8 | Int(page[header + 4])
            guard header + headerSize + 2 * cells <= page.endIndex else {
                throw .malformed("too many cells", page: number)
            }
            var children: [UInt32] = []
            var used = 0
            for cell in 0..<cells {
                let pointer = header + headerSize + 2 * cell
                let offset = page.startIndex + (Int(page[pointer]) << 8 | Int(page[pointer + 1]))
                guard offset < page.endIndex else { throw .malformed("a cell lies outside its page", page: number) }
                if kind == Self.leaf {
                    let (row, size) = try row(page[offset...], on: number, &visited)
                    // Cells that overlap would make a page hold more than it has bytes.
                    used += size
                    guard used <= usableSize else { throw .malformed("cells overlap", page: number) }
                    try body(row)
                } else {
                    guard let child = page[offset...].bigEndian32 else {
                        throw .malformed("a cell is cut off", page: number)
                    }
                    children.append(child)
                }
            }
            guard kind == Self.interior else { continue }
            if let last = page[(header + 8)...].bigEndian32 { children.append(last) }
            pending.append(contentsOf: children.reversed())
        }
    }

    private static let leaf: UInt8 = 0x0D
    private static let interior: UInt8 = 0x05

    /// The usable bytes of a page; the first is number 1.
    private func page(_ number: UInt32) throws(SQLiteError) -> ArraySlice<UInt8> {
        guard number >= 1, Int(number) <= pageCount else { throw .malformed("no such page", page: number) }
        let start = bytes.startIndex + (Int(number) - 1) * pageSize
        return bytes[start..<start + usableSize]
    }

    /// §1.6: a leaf's cell: size of the payload, row identifier, payload, and where that does not fit, its first other
    /// page. With the row, how many bytes of the leaf its payload takes.
    private func row(
        _ cell: ArraySlice<UInt8>, on number: UInt32, _ visited: inout PageSet
    ) throws(SQLiteError) -> (SQLiteRow, onLeaf: Int) {
        var rest = cell
        guard let size = rest.takeVarint(), rest.takeVarint() != nil, let total = Int(exactly: size),
            total <= bytes.count
        else {
            throw .malformed("a row of impossible size", page: number)
        }
        let local = localSize(ofPayload: total)
        guard rest.count >= local else { throw .malformed("a row is cut off", page: number) }
        guard local < total else { return (try SQLiteRow(rest.prefix(total), page: number), local + 2) }
        var payload = Array(rest.prefix(local))
        guard var next = rest.dropFirst(local).bigEndian32 else { throw .malformed("a row is cut off", page: number) }
        payload.reserveCapacity(total)
        while payload.count < total {
            let page = try page(next)
            guard visited.insert(next) else { throw .malformed("an overflow page is reached twice", page: next) }
            payload.append(contentsOf: page.dropFirst(4).prefix(total - payload.count))
            next = page.bigEndian32 ?? 0
        }
        return (try SQLiteRow(payload[...], page: number), local + 6)
    }

    /// How much of a payload stays on the leaf (§1.6, "U", "X", "M", "K").
    private func localSize(ofPayload size: Int) -> Int {
        let largest = usableSize - 35
        guard size > largest else { return size }
        let least = (usableSize - 12) * 32 / 255 - 23
        let fitting = least + (size - least) % (usableSize - 4)
        return fitting <= largest ? fitting : least
    }
}

/// The pages that were visited, a bit each.
private struct PageSet {
    private var words: [UInt64]
    private let count: Int

    init(count: Int) {
        self.count = count
        words = Array(repeating: 0, count: count / 64 + 1)
    }

    /// `false` for a page that was visited before or does not exist.
    mutating func insert(_ number: UInt32) -> Bool {
        guard number >= 1, Int(number) <= count else { return false }
        let (word, bit) = (Int(number) / 64, UInt64(1) << UInt64(number % 64))
        guard words[word] & bit == 0 else { return false }
        words[word] |= bit
        return true
    }
}
