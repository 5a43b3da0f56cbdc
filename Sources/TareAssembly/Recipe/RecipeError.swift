public import TareDiagnostics
public import TareYAML

/// Why a recipe was refused: what stands at which key and line.
public struct RecipeError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        /// What the text itself has wrong.
        case document(YAMLError.Reason)
        case unknownVariable(String, known: [String])
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
        switch reason {
        case .document(let reason): document(reason).what
        case .unknownVariable(let name, _): "'\(path.printable())' uses the unknown variable '\(name.printable())'"
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
        case .document(let reason): document(reason).hint
        case .unknownVariable(_, let known): "known are: " + known.joined(separator: ", ")
        case .unknownRecipe(_, let known): "choose one of \(known.joined(separator: ", ")), or name a .yaml file"
        case .unknownSuite(_, let known), .unknownArchitecture(_, let known):
            "choose one of \(known.map { $0.printable() }.joined(separator: ", "))"
        }
    }

    public var severity: RefusalSeverity {
        switch reason {
        case .unknownRecipe, .unknownSuite, .unknownArchitecture: .usage
        default: .badInput
        }
    }

    private func document(_ reason: YAMLError.Reason) -> YAMLError {
        YAMLError(subject: Self.subject, source: source, line: line, column: column, path: path, reason: reason)
    }
}

extension RecipeError {
    static let subject = "the recipe"

    init(_ error: YAMLError) {
        self.init(
            source: error.source, line: error.line, column: error.column, path: error.path,
            reason: .document(error.reason))
    }
}
