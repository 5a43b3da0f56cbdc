/// A document that was read, and what errors about its values need.
final class TOMLDocument {
    let file: String
    let bytes: [UInt8]
    let root: TOMLTable

    init(file: String, bytes: [UInt8], root: TOMLTable) {
        self.file = file
        self.bytes = bytes
        self.root = root
    }

    var rootView: TOMLView { TOMLView(document: self, table: root) }

    func error(at offset: Int?, _ reason: ProjectFileError.Reason) -> ProjectFileError {
        ProjectFileError(file: file, offset.map { TextPosition(of: $0, in: bytes) }, reason)
    }
}

/// A table of a document as a reader of locks asks for it: typed values by key, and errors that tell where.
///
/// A key that is absent is `nil`; one of another type is an error.
struct TOMLView {
    let document: TOMLDocument
    let table: TOMLTable

    func error(_ reason: ProjectFileError.Reason) -> ProjectFileError { document.error(at: table.offset, reason) }

    func error(at key: String, _ reason: ProjectFileError.Reason) -> ProjectFileError {
        document.error(at: table[key]?.offset ?? table.offset, reason)
    }

    /// A value that its key may not hold.
    func invalid(_ key: String, _ detail: String, hint: String? = nil) -> ProjectFileError {
        error(at: key, .invalid(key: key, detail: detail, hint: hint))
    }

    func wrongType(_ key: String, _ value: TOMLValue, _ expected: String) -> ProjectFileError {
        document.error(at: value.offset, .wrongType(key: key, expected: expected, found: value.kind))
    }

    func has(_ key: String) -> Bool { table.place(of: key) != nil }

    func string(_ key: String) throws(ProjectFileError) -> String? {
        guard let value = table[key] else { return nil }
        guard case .string(let text) = value.content else { throw wrongType(key, value, "a string") }
        return text
    }

    func requiredString(_ key: String) throws(ProjectFileError) -> String {
        guard let text = try string(key) else { throw error(.missing(key: key)) }
        return text
    }

    func boolean(_ key: String) throws(ProjectFileError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard case .boolean(let flag) = value.content else { throw wrongType(key, value, "a boolean") }
        return flag
    }

    func integer(_ key: String) throws(ProjectFileError) -> Int64? {
        guard let value = table[key] else { return nil }
        guard case .integer(let number) = value.content else { throw wrongType(key, value, "an integer") }
        return number
    }

    /// A count of bytes: no less than 0.
    func size(_ key: String) throws(ProjectFileError) -> UInt64? {
        guard let number = try integer(key) else { return nil }
        guard number >= 0 else { throw invalid(key, "a size is not negative") }
        return UInt64(number)
    }

    func table(_ key: String) throws(ProjectFileError) -> TOMLView? {
        guard let value = table[key] else { return nil }
        guard case .table(let inner) = value.content else { throw wrongType(key, value, "a table") }
        return TOMLView(document: document, table: inner)
    }

    /// A date or time, or a string that holds one.
    func time(_ key: String) throws(ProjectFileError) -> String? {
        guard let value = table[key] else { return nil }
        switch value.content {
        case .string(let text), .dateTime(let text): return text
        default: throw wrongType(key, value, "a time")
        }
    }

    func array(_ key: String) throws(ProjectFileError) -> [TOMLValue]? {
        guard let value = table[key] else { return nil }
        guard case .array(let elements) = value.content else { throw wrongType(key, value, "an array") }
        return elements
    }

    /// The strings of an array, empty if the key is absent.
    func strings(_ key: String) throws(ProjectFileError) -> [String] {
        var texts: [String] = []
        for element in try array(key) ?? [] {
            guard case .string(let text) = element.content else { throw wrongType(key, element, "an array of strings") }
            texts.append(text)
        }
        return texts
    }

    /// The tables of an array, empty if the key is absent.
    func tables(_ key: String) throws(ProjectFileError) -> [TOMLView] {
        var views: [TOMLView] = []
        for element in try array(key) ?? [] {
            guard case .table(let inner) = element.content else {
                throw wrongType(key, element, "an array of tables")
            }
            views.append(TOMLView(document: document, table: inner))
        }
        return views
    }
}
