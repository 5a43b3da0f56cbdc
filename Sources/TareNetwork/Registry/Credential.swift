/// What proves to one registry who is asking.
///
/// Never printed: description, debug description and reflection show the kind only.
public enum Credential: Hashable, Sendable {
    case basic(user: String, password: String)
    /// A refresh token of OAuth 2, which a token server takes for access tokens.
    case identityToken(String)
    /// An access token that goes to the registry as it is.
    case registryToken(String)
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .basic: "user and password (redacted)"
        case .identityToken: "identity token (redacted)"
        case .registryToken: "registry token (redacted)"
        }
    }

    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
