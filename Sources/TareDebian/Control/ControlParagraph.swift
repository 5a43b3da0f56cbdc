/// One paragraph of a control file: fields in their order, as ranges of the file's bytes.
public struct ControlParagraph: Sendable {
    /// The whole file, shared between its paragraphs.
    public let bytes: [UInt8]
    public internal(set) var fields: [ControlField] = []
    /// The file's name or address, if known.
    public let source: String?
    /// Line of the first field, from 1.
    public internal(set) var line: Int

    init(bytes: [UInt8], source: String?, line: Int) {
        self.bytes = bytes
        self.source = source
        self.line = line
    }

    /// The value of a field without surrounding white space, its continuation lines as they stand; `nil` where it is
    /// absent. Letter case of the name does not matter (policy §5.1).
    public subscript(_ name: String) -> ArraySlice<UInt8>? {
        guard let field = field(name) else { return nil }
        return bytes[field.value].trimmingBlanks()
    }

    /// The value as text; bytes that are not UTF-8 become U+FFFD.
    public func text(_ name: String) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

    /// The value of a field that has to be there and not empty.
    public func required(_ name: String) throws(ControlError) -> String {
        guard let text = text(name), !text.isEmpty else { throw error(.missingField(name)) }
        return text
    }

    /// The lines of a multiline value behind its first one, each without its leading blank; comments left out.
    public func continuationLines(_ name: String) -> [ArraySlice<UInt8>] {
        guard let field = field(name) else { return [] }
        return bytes[field.value].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropFirst()
            .filter { $0.first != UInt8(ascii: "#") }
            .map { $0.trimmingBlanks() }
            .filter { !$0.isEmpty }
    }

    func field(_ name: String) -> ControlField? {
        fields.first { bytes[$0.name].equalsIgnoringCase(name) }
    }

    func error(_ reason: ControlError.Reason, at field: String? = nil) -> ControlError {
        ControlError(source: source, line: field.flatMap { self.field($0)?.line } ?? line, reason: reason)
    }
}

/// A field's name and value as ranges of the file's bytes; the value goes from the colon to the last line's end.
public struct ControlField: Sendable, Hashable {
    public var name: Range<Int>
    public internal(set) var value: Range<Int>
    /// From 1.
    public var line: Int
}
