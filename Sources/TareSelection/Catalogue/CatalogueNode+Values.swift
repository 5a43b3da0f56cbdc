internal import TareOCI
internal import Yams

/// The kinds of values that documents of the catalogue have.
extension CatalogueNode {
    func text() throws(CatalogueError) -> String {
        guard let scalar = node.scalar else { throw error(.wrongKind(expected: "a text")) }
        guard !scalar.string.isEmpty else { throw invalid("is empty") }
        guard !scalar.string.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw invalid("has a control character")
        }
        return scalar.string
    }

    func flag() throws(CatalogueError) -> Bool {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default: throw error(.wrongKind(expected: "true or false"))
        }
    }

    func bytes() throws(CatalogueError) -> UInt64 {
        let text = try text()
        guard text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let number = UInt64(text), number > 0 else {
            throw invalid("is no number of bytes")
        }
        return number
    }

    func date() throws(CatalogueError) -> CalendarDate {
        guard let date = CalendarDate(try text()) else { throw invalid("is no date such as 2028-06-30 or 2028-10") }
        return date
    }

    /// An identifier: lower-case letters, digits, `-` and `.`.
    func name() throws(CatalogueError) -> String {
        let text = try text()
        let isName = text.utf8.allSatisfy { byte in
            byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
        guard isName, text.utf8.count <= 100 else {
            throw invalid("is not made of lower-case letters, digits, '-' and '.'")
        }
        return text
    }

    /// A minor of CPython: `3.12`.
    func pythonMinor() throws(CatalogueError) -> String {
        let text = try text()
        guard text.hasPrefix("3."), (1...3).contains(text.utf8.count - 2),
            text.utf8.dropFirst(2).allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
        else { throw invalid("is no minor of CPython such as 3.12") }
        return text
    }

    func platform() throws(CatalogueError) -> Platform {
        do {
            return try Platform(parsing: text())
        } catch let error as CatalogueError {
            throw error
        } catch {
            throw invalid("is no platform such as linux/amd64")
        }
    }

    /// A list, each element read.
    func list<Value>(_ read: (CatalogueNode) throws(CatalogueError) -> Value) throws(CatalogueError) -> [Value] {
        var values: [Value] = []
        for element in try elements() { values.append(try read(element)) }
        guard !values.isEmpty else { throw error(.wrongKind(expected: "a list with entries")) }
        return values
    }
}
