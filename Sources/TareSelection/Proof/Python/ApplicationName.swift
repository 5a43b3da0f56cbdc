/// An application as servers take it: `package.module:attribute`.
struct ApplicationName: Equatable {
    var module: String
    /// `app`, `factory()`, `state.app`.
    var attribute: String

    /// `nil` for what is no such name: `0.0.0.0:8000`, `unix:/run/x`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let attribute = parts[1].hasSuffix("()") ? parts[1].dropLast(2) : parts[1]
        guard Self.isDotted(parts[0]), Self.isDotted(attribute) else { return nil }
        module = String(parts[0])
        self.attribute = String(parts[1])
    }

    private static func isDotted(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                guard let first = part.unicodeScalars.first else { return false }
                return (first == "_" || first.properties.isXIDStart)
                    && part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
            }
    }
}
