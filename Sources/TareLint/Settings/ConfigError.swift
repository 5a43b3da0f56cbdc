public import TareDiagnostics

/// A configuration that cannot be used.
public struct ConfigError: Refusal, Hashable {
    let message: String
    let place: String

    init(_ message: String, _ place: String) {
        self.message = message
        self.place = place
    }

    public var what: String { message.printable(limit: 300) }
    public var location: String? { place }
    public var hint: String? { nil }
}
