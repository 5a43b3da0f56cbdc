/// Values and the containers of values.
extension TOMLReader {
    mutating func value(depth: Int) throws(ProjectFileError) -> TOMLValue {
        let start = cursor
        let content: TOMLValue.Content =
            switch peek() {
            case UInt8(ascii: "\""):
                .string(
                    peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
                        ? try multilineBasicString() : try basicString())
            case UInt8(ascii: "'"):
                .string(
                    peek(1) == UInt8(ascii: "'") && peek(2) == UInt8(ascii: "'")
                        ? try multilineLiteralString() : try literalString())
            case UInt8(ascii: "["): .array(try array(depth: depth + 1))
            case UInt8(ascii: "{"): .table(try inlineTable(depth: depth + 1))
            default: try scalar()
            }
        return TOMLValue(content: content, offset: start)
    }

    func checkDepth(_ depth: Int) throws(ProjectFileError) {
        guard depth <= Self.maximumDepth else {
            throw error("values nest deeper than \(Self.maximumDepth) levels", at: cursor)
        }
    }

    private mutating func array(depth: Int) throws(ProjectFileError) -> [TOMLValue] {
        try checkDepth(depth)
        let start = cursor
        cursor += 1
        var elements: [TOMLValue] = []
        while true {
            try skipToContent()
            guard peek() != nil else { throw error("an array is not closed", at: start) }
            if take(UInt8(ascii: "]")) { return elements }
            elements.append(try value(depth: depth))
            try skipToContent()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else {
                throw error(
                    peek() == nil ? "an array is not closed" : "',' or ']' is missing in an array",
                    at: peek() == nil ? start : cursor)
            }
            return elements
        }
    }

    private mutating func inlineTable(depth: Int) throws(ProjectFileError) -> TOMLTable {
        try checkDepth(depth)
        let start = cursor
        cursor += 1
        let table = TOMLTable(.header, at: start)
        while true {
            try skipToContent()
            guard peek() != nil else { throw error("an inline table is not closed", at: start) }
            if take(UInt8(ascii: "}")) { break }
            try keyAndValue(in: table, depth: depth)
            try skipToContent()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else {
                throw error(
                    peek() == nil ? "an inline table is not closed" : "',' or '}' is missing in an inline table",
                    at: peek() == nil ? start : cursor)
            }
            break
        }
        Self.close(table)
        return table
    }

    /// Nothing may be added to an inline table from outside, nor to what its dotted keys made.
    private static func close(_ table: TOMLTable) {
        table.origin = .inline
        for entry in table.entries {
            if case .table(let inner) = entry.value.content, inner.origin == .dotted { close(inner) }
        }
    }
}
