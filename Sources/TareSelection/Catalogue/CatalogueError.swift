public import TareDiagnostics

/// Why a document of the catalogue was refused: what stands at which key and line.
public struct CatalogueError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        /// Not YAML at all; the parser's own words.
        case notYAML(String)
        case unknownKey(String, known: [String])
        case missingKey(String)
        /// `expected` names the kind of value: "a list", "a text".
        case wrongKind(expected: String)
        /// A text that is not what the key wants; `detail` is a whole sentence's end.
        case invalid(value: String, detail: String)
        case tooLarge(limit: Int, unit: String)
        case unknownBase(String, known: [String])
    }

    /// The document's file.
    public var source: String
    /// From 1; `nil` where the fault has no place.
    public var line: Int?
    public var column: Int?
    /// The key's path: `sizes[0].compressed`.
    public var path: String
    public var reason: Reason

    public init(source: String, line: Int? = nil, column: Int? = nil, path: String = "", reason: Reason) {
        self.source = source
        self.line = line
        self.column = column
        self.path = path
        self.reason = reason
    }

    public var what: String {
        let key = path.isEmpty ? "the entry" : "'\(path.printable())'"
        return switch reason {
        case .notYAML(let detail): "the entry is not YAML: \(detail.printable())"
        case .unknownKey(let name, _): "\(key) has an unknown key '\(name.printable())'"
        case .missingKey(let name): "\(key) lacks '\(name)'"
        case .wrongKind(let expected): "\(key) is not \(expected)"
        case .invalid(let value, let detail): "\(key) has '\(value.printable())', which \(detail)"
        case .tooLarge(let limit, let unit): "\(key) has more than \(limit) \(unit)"
        case .unknownBase(let name, _): "there is no base '\(name.printable())' in the catalogue"
        }
    }

    public var location: String? {
        let place = [line, column].compactMap { $0.map(String.init) }
        return source.isEmpty ? nil : ([source.printable()] + place).joined(separator: ":")
    }

    public var hint: String? {
        switch reason {
        case .unknownKey(_, let known): "known here: " + known.joined(separator: ", ")
        case .unknownBase(_, let known):
            "choose one of \(known.joined(separator: ", "))"
        case .notYAML, .missingKey, .wrongKind, .invalid, .tooLarge: nil
        }
    }

    public var severity: RefusalSeverity {
        if case .unknownBase = reason { .usage } else { .badInput }
    }
}
