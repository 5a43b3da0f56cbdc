public import TareDiagnostics

/// Why a recipe was refused: what stands at which key and line.
public struct RecipeError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        /// Not YAML at all; the parser's own words.
        case notYAML(String)
        case unknownKey(String, known: [String])
        case missingKey(String)
        /// `expected` names the kind of value: "a list", "a text".
        case wrongKind(expected: String)
        /// A text that is not what the key wants; `detail` is a whole sentence's end.
        case invalid(value: String, detail: String)
        case unknownVariable(String, known: [String])
        case tooLarge(limit: Int, unit: String)
        case unknownRecipe(String, known: [String])
        case unknownSuite(String, known: [String])
        case unknownArchitecture(String, known: [String])
    }

    /// The recipe's file, or the name of a built-in one.
    public var source: String
    /// From 1; `nil` where the fault has no place.
    public var line: Int?
    public var column: Int?
    /// The key's path: `suites.trixie.files[2].mode`.
    public var path: String
    public var reason: Reason

    public init(source: String, line: Int? = nil, column: Int? = nil, path: String, reason: Reason) {
        self.source = source
        self.line = line
        self.column = column
        self.path = path
        self.reason = reason
    }

    public var what: String {
        let key = path.isEmpty ? "the recipe" : "'\(path.printable())'"
        return switch reason {
        case .notYAML(let detail): "the recipe is not YAML: \(detail.printable())"
        case .unknownKey(let name, _): "\(key) has an unknown key '\(name.printable())'"
        case .missingKey(let name): "\(key) lacks '\(name)'"
        case .wrongKind(let expected): "\(key) is not \(expected)"
        case .invalid(let value, let detail): "\(key) has '\(value.printable())', which \(detail)"
        case .unknownVariable(let name, _): "\(key) uses the unknown variable '\(name.printable())'"
        case .tooLarge(let limit, let unit): "\(key) has more than \(limit) \(unit)"
        case .unknownRecipe(let name, _): "there is no recipe '\(name.printable())'"
        case .unknownSuite(let name, _): "the recipe is not for suite '\(name.printable())'"
        case .unknownArchitecture(let name, _): "the recipe is not for architecture '\(name.printable())'"
        }
    }

    public var location: String? {
        let place = [line, column].compactMap { $0.map(String.init) }
        return ([source.printable()] + place).joined(separator: ":")
    }

    public var hint: String? {
        switch reason {
        case .unknownKey(_, let known): "known here: " + known.joined(separator: ", ")
        case .unknownVariable(_, let known): "known are: " + known.joined(separator: ", ")
        case .unknownRecipe(_, let known): "choose one of \(known.joined(separator: ", ")), or name a .yaml file"
        case .unknownSuite(_, let known), .unknownArchitecture(_, let known):
            "choose one of \(known.map { $0.printable() }.joined(separator: ", "))"
        case .notYAML, .missingKey, .wrongKind, .invalid, .tooLarge: nil
        }
    }

    public var severity: RefusalSeverity {
        switch reason {
        case .unknownRecipe, .unknownSuite, .unknownArchitecture: .usage
        default: .badInput
        }
    }
}
