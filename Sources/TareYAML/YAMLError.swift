public import TareDiagnostics

/// Why a YAML text was refused: what stands at which key and line.
public struct YAMLError: Refusal, Equatable {
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
    }

    /// What the text is, as a sentence names it: "the recipe".
    public var subject: String
    /// The file, or another name of the text.
    public var source: String
    /// From 1; `nil` where the fault has no place.
    public var line: Int?
    /// In Unicode scalars, from 1.
    public var column: Int?
    /// The key's path: `services.web.ports[0]`; empty for the whole text.
    public var path: String
    public var reason: Reason

    public init(
        subject: String = "the document", source: String, line: Int? = nil, column: Int? = nil, path: String = "",
        reason: Reason
    ) {
        self.subject = subject
        self.source = source
        self.line = line
        self.column = column
        self.path = path
        self.reason = reason
    }

    public var what: String {
        let key = path.isEmpty ? subject : "'\(path.printable())'"
        return switch reason {
        case .notYAML(let detail): "\(subject) is not YAML: \(detail.printable())"
        case .unknownKey(let name, _): "\(key) has an unknown key '\(name.printable())'"
        case .missingKey(let name): "\(key) lacks '\(name)'"
        case .wrongKind(let expected): "\(key) is not \(expected)"
        case .invalid(let value, let detail): "\(key) has '\(value.printable())', which \(detail)"
        case .tooLarge(let limit, let unit): "\(key) has more than \(limit) \(unit)"
        }
    }

    public var location: String? {
        let place = [line, column].compactMap { $0.map(String.init) }
        return source.isEmpty ? nil : ([source.printable()] + place).joined(separator: ":")
    }

    public var hint: String? {
        if case .unknownKey(_, let known) = reason { "known here: " + known.joined(separator: ", ") } else { nil }
    }
}
