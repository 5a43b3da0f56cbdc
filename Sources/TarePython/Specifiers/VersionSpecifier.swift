/// One clause of a version specifier: an operator and a version, such as `>=1.2`, `~=2.1`, `==1.4.*`, `===custom`.
///
/// Follows the version specifiers specification with the semantics of `packaging` 26. Two clauses are equal where
/// their operators and canonical versions are.
public struct VersionSpecifier: Sendable {
    public enum Operator: String, Sendable, Hashable, CaseIterable {
        case compatible = "~="
        case equal = "=="
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
        case arbitrary = "==="
    }

    public let `operator`: Operator
    /// The version; `nil` only for an arbitrary text behind `===`.
    public let version: PEP440Version?
    /// Whether `.*` follows the version.
    public let isWildcard: Bool
    /// The version as written, `.*` included.
    public let text: String
    /// The versions that match, as disjoint intervals in ascending order; all of them for `===`, which compares texts.
    let intervals: [VersionInterval]

    init(operator: Operator, version: PEP440Version?, isWildcard: Bool, text: String) {
        self.operator = `operator`
        self.version = version
        self.isWildcard = isWildcard
        self.text = text
        intervals =
            if let version, `operator` != .arbitrary {
                Self.intervals(`operator`, version, isWildcard: isWildcard)
            } else {
                [.all]
            }
    }

    /// Whether the clause names a pre-release and so lets pre-releases in; `nil` where that cannot be told.
    var impliesPrereleases: Bool? {
        guard let version else { return nil }
        if `operator` == .notEqual || isWildcard { return false }
        return version.isPrerelease
    }
}

extension VersionSpecifier: Hashable, CustomStringConvertible {
    public static func == (left: VersionSpecifier, right: VersionSpecifier) -> Bool {
        guard left.operator == right.operator, left.isWildcard == right.isWildcard else { return false }
        if left.operator == .arbitrary { return left.text == right.text }
        // The length of the release decides what `~=` and a wildcard cover.
        if left.operator == .compatible || left.isWildcard, left.version?.release != right.version?.release {
            return false
        }
        return left.version == right.version
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(`operator`)
        if `operator` == .arbitrary { hasher.combine(text) } else { hasher.combine(version) }
    }

    /// The operator and the version as written, without blanks.
    public var description: String { `operator`.rawValue + text }
}
