/// A text with variables, taken apart: `${NAME:-default}` and its kin (compose-spec, 12-interpolation).
public struct Interpolation: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        case text(String)
        case variable(Variable)
    }

    public struct Variable: Sendable, Hashable {
        public var name: String
        /// What stands behind the name; `nil` for `$NAME` and `${NAME}`.
        public var modifier: Modifier?
        /// The modifier's text, which may have variables itself.
        public var argument: Interpolation
    }

    public enum Modifier: String, Sendable, Hashable, CaseIterable {
        case defaultIfEmpty = ":-"
        case defaultIfUnset = "-"
        case replacementIfFilled = ":+"
        case replacementIfSet = "+"
        case requiredFilled = ":?"
        case requiredSet = "?"
    }

    public var parts: [Part]

    public init(parts: [Part] = []) { self.parts = parts }

    /// All variables, those inside of arguments included, in the order of the text.
    public var variables: [Variable] {
        var found: [Variable] = []
        for case .variable(let variable) in parts {
            found.append(variable)
            found += variable.argument.variables
        }
        return found
    }
}

/// What is wrong with a text's variables.
public enum InterpolationFault: Error, Sendable, Hashable {
    /// A `${` that no name and no `}` follow: it needs another `$` before it to be text.
    case malformed
    /// Variables in variables, more than anybody writes.
    case tooDeep
}
