/// A value of a TOML document, with the byte where it begins.
struct TOMLValue {
    enum Content {
        case string(String)
        case integer(Int64)
        case float(Double)
        case boolean(Bool)
        /// A date, a time or both, checked and kept as written.
        case dateTime(String)
        case array([TOMLValue])
        case table(TOMLTable)
    }

    var content: Content
    var offset: Int

    /// What the value is, in the words of an error message.
    var kind: String {
        switch content {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a float"
        case .boolean: "a boolean"
        case .dateTime: "a date or time"
        case .array: "an array"
        case .table: "a table"
        }
    }
}

/// A table of a TOML document: its keys in the order in which they were written.
///
/// A reference, since the document's headers fill tables from anywhere. It never leaves the reader that parsed it.
final class TOMLTable {
    struct Entry {
        var key: String
        var value: TOMLValue
        /// Whether `[[key]]` made the value, so that another `[[key]]` may add to it.
        var isTableArray = false
    }

    /// How a table came to be, which decides what may still be added to it.
    enum Origin {
        /// By a header of one of its sub-tables only.
        case implicit
        /// By its own header.
        case header
        /// By a dotted key.
        case dotted
        /// In braces: nothing may be added.
        case inline
    }

    private(set) var entries: [Entry] = []
    var origin: Origin
    let offset: Int
    /// Places by key, for tables that are too long to be searched in order.
    private var places: [String: Int] = [:]

    init(_ origin: Origin, at offset: Int) {
        self.origin = origin
        self.offset = offset
    }

    private static let longestSearched = 12

    func place(of key: String) -> Int? {
        if places.isEmpty { return entries.firstIndex { $0.key == key } }
        return places[key]
    }

    subscript(key: String) -> TOMLValue? { place(of: key).map { entries[$0].value } }

    /// Adds a key that is not in the table yet.
    func append(_ key: String, _ value: TOMLValue, isTableArray: Bool = false) {
        if entries.isEmpty { entries.reserveCapacity(4) }
        entries.append(Entry(key: key, value: value, isTableArray: isTableArray))
        if !places.isEmpty {
            places[key] = entries.count - 1
        } else if entries.count > Self.longestSearched {
            for (place, entry) in entries.enumerated() { places[entry.key] = place }
        }
    }

    /// Adds a table to the array that `[[key]]` made.
    func append(_ table: TOMLTable, toTableArrayAt place: Int) {
        guard case .array(var elements) = entries[place].value.content else { return }
        // Taken out first, so that the array is not copied for every element.
        entries[place].value.content = .boolean(false)
        elements.append(TOMLValue(content: .table(table), offset: table.offset))
        entries[place].value.content = .array(elements)
    }
}
