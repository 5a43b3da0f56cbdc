internal import TareDiagnostics

/// Reads a TOML document: version 1.0, and what 1.1 adds, as uv accepts it.
///
/// https://toml.io/en/v1.1.0. Works on bytes with an integer cursor and keeps the place of every value, so that whoever
/// reads the values can point at them. Bounded by `maximumDepth`; the time is linear in the bytes.
struct TOMLReader {
    let file: String
    let bytes: [UInt8]
    var cursor = 0

    /// How deep arrays, inline tables and dotted keys may nest.
    static let maximumDepth = 64
    /// Bytes of a document; the largest locks of real projects have less than 20 MB.
    static let maximumSize = 256 << 20

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// The whole document.
    static func read(_ bytes: [UInt8], file: String) throws(ProjectFileError) -> TOMLDocument {
        var reader = TOMLReader(bytes, file: file)
        let root = try reader.document()
        return TOMLDocument(file: file, bytes: bytes, root: root)
    }

    private mutating func document() throws(ProjectFileError) -> TOMLTable {
        guard bytes.count <= Self.maximumSize else {
            throw ProjectFileError(file: file, nil, .tooLarge(limit: Self.maximumSize))
        }
        if let damage = bytes.firstInvalidUTF8 { throw error("the text is not UTF-8", at: damage) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor = 3 }
        let root = TOMLTable(.header, at: 0)
        var current = root
        while true {
            try skipToContent()
            guard let byte = peek() else { return root }
            if byte == UInt8(ascii: "[") {
                current = try header(in: root)
            } else {
                try keyAndValue(in: current)
            }
            try endOfLine()
        }
    }

    /// `[a.b]` or `[[a.b]]`; gives the table that the lines below fill.
    private mutating func header(in root: TOMLTable) throws(ProjectFileError) -> TOMLTable {
        let start = cursor
        cursor += 1
        let isArray = peek() == UInt8(ascii: "[")
        if isArray { cursor += 1 }
        skipBlanks()
        let parts = try key()
        guard take(UInt8(ascii: "]")), !isArray || take(UInt8(ascii: "]")) else {
            throw error("a table's header is not closed", at: start)
        }
        var parent = root
        for part in parts.dropLast() {
            parent = try subtable(part, of: parent, made: .implicit)
        }
        guard let last = parts.last else { throw error("a table's header is empty", at: start) }
        return isArray
            ? try addElement(last, to: parent, at: start) : try define(last, in: parent, at: start)
    }

    private func define(_ part: Key, in parent: TOMLTable, at start: Int) throws(ProjectFileError) -> TOMLTable {
        guard let existing = parent[part.name] else {
            let table = TOMLTable(.header, at: start)
            parent.append(part.name, TOMLValue(content: .table(table), offset: start))
            return table
        }
        guard case .table(let table) = existing.content, table.origin == .implicit else {
            throw error("'\(part.name.printable())' is defined twice", at: part.offset)
        }
        table.origin = .header
        return table
    }

    private func addElement(_ part: Key, to parent: TOMLTable, at start: Int) throws(ProjectFileError) -> TOMLTable {
        let table = TOMLTable(.header, at: start)
        guard let place = parent.place(of: part.name) else {
            let element = TOMLValue(content: .table(table), offset: start)
            parent.append(part.name, TOMLValue(content: .array([element]), offset: start), isTableArray: true)
            return table
        }
        guard parent.entries[place].isTableArray else {
            throw error("'\(part.name.printable())' is defined twice, once not as an array of tables", at: part.offset)
        }
        parent.append(table, toTableArrayAt: place)
        return table
    }

    /// The table under a part of a longer key, made if it is not there; of an array of tables, the newest.
    func subtable(
        _ part: Key, of parent: TOMLTable, made origin: TOMLTable.Origin
    ) throws(ProjectFileError) -> TOMLTable {
        guard let place = parent.place(of: part.name) else {
            let table = TOMLTable(origin, at: part.offset)
            parent.append(part.name, TOMLValue(content: .table(table), offset: part.offset))
            return table
        }
        let entry = parent.entries[place]
        switch entry.value.content {
        case .table(let table) where table.origin != .inline:
            // A dotted key opens no table that a header has closed.
            if origin != .dotted || table.origin == .dotted { return table }
            if table.origin == .implicit {
                table.origin = .dotted
                return table
            }
        case .array(let elements) where entry.isTableArray && origin != .dotted:
            if case .table(let table)? = elements.last?.content { return table }
        default: break
        }
        throw error("'\(part.name.printable())' is defined already, and nothing may be added to it", at: part.offset)
    }

    /// `key = value`
    mutating func keyAndValue(in table: TOMLTable, depth: Int = 0) throws(ProjectFileError) {
        // Nearly every key is one bare word; it needs no list of parts.
        let start = cursor
        if let key = bareKeyBeforeEquals(), table.place(of: key) == nil {
            try checkDepth(depth + 1)
            skipBlanks()
            table.append(key, try value(depth: depth + 1))
            return
        }
        cursor = start
        let parts = try key()
        try checkDepth(depth + parts.count)
        guard take(UInt8(ascii: "=")) else { throw error("'=' is missing after a key", at: cursor) }
        skipBlanks()
        var target = table
        for part in parts.dropLast() { target = try subtable(part, of: target, made: .dotted) }
        guard let last = parts.last, target.place(of: last.name) == nil else {
            throw error("'\((parts.last?.name ?? "").printable())' is defined twice", at: parts.last?.offset ?? cursor)
        }
        target.append(last.name, try value(depth: depth + parts.count))
    }
}
