internal import TareOCI
internal import TareYAML

/// The kinds of values that documents of the catalogue have.
extension YAMLNode {
    /// An entry's root. Aliases are refused: no entry needs them.
    static func document(_ text: [UInt8], source: String) throws(YAMLError) -> YAMLNode {
        try YAMLNode(
            parsing: text, source: source, subject: "the entry",
            limits: YAMLLimits(bytes: 1 << 16, entries: 1_000, aliases: 0))
    }

    /// A text that is there, without control characters.
    func line() throws(YAMLError) -> String {
        guard let text = scalar?.text else { throw error(.wrongKind(expected: "a text")) }
        guard !text.isEmpty else { throw invalid("is empty") }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw invalid("has a control character") }
        return text
    }

    func bytes() throws(YAMLError) -> UInt64 {
        let text = try line()
        guard text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let number = UInt64(text), number > 0 else {
            throw invalid("is no number of bytes")
        }
        return number
    }

    func date() throws(YAMLError) -> CalendarDate {
        guard let date = CalendarDate(try line()) else { throw invalid("is no date such as 2028-06-30 or 2028-10") }
        return date
    }

    /// An identifier: lower-case letters, digits, `-` and `.`.
    func name() throws(YAMLError) -> String {
        let text = try line()
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
    func pythonMinor() throws(YAMLError) -> String {
        let text = try line()
        guard text.hasPrefix("3."), (1...3).contains(text.utf8.count - 2),
            text.utf8.dropFirst(2).allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
        else { throw invalid("is no minor of CPython such as 3.12") }
        return text
    }

    func platform() throws(YAMLError) -> Platform {
        do {
            return try Platform(parsing: line())
        } catch let error as YAMLError {
            throw error
        } catch {
            throw invalid("is no platform such as linux/amd64")
        }
    }

    /// A list, each element read.
    func list<Value>(_ read: (YAMLNode) throws(YAMLError) -> Value) throws(YAMLError) -> [Value] {
        var values: [Value] = []
        for element in try elements() { values.append(try read(element)) }
        guard !values.isEmpty else { throw error(.wrongKind(expected: "a list with entries")) }
        return values
    }
}
