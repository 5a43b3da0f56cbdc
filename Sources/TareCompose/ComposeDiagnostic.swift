public import TareYAML

/// What is wrong or unusual in a compose file that can be read all the same.
public struct ComposeDiagnostic: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case unknownKey = "unknown-key"
        case missingKey = "missing-key"
        case wrongKind = "wrong-kind"
        /// A text that is not what the key wants.
        case invalidValue = "invalid-value"
        /// A variable that is not set and has no default.
        case unsetVariable = "unset-variable"
        /// A variable that the text requires and that is not set.
        case missingVariable = "missing-variable"
        case malformedVariable = "malformed-variable"
        /// A service that cannot be extended: it is not there, extends itself, or is in another file.
        case unresolvedExtends = "unresolved-extends"
        /// A later file has another kind of value at a key.
        case conflict = "conflict"
        case tooLarge = "too-large"
    }

    public var kind: Kind
    /// One sentence without a full stop.
    public var message: String
    public var hint: String?
    public var source: String
    /// The key's path: `services.web.ports[0]`.
    public var path: String
    public var line: Int
    public var column: Int

    public init(_ kind: Kind, _ message: String, hint: String? = nil, at node: YAMLNode) {
        self.kind = kind
        self.message = message
        self.hint = hint
        source = node.source
        path = node.path
        line = node.line
        column = node.column
    }
}
