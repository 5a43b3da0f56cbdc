public import TareDiagnostics

/// BuildKit's `# check=skip=A,B;error=true;experimental=all`.
public struct CheckOptions: Sendable, Hashable {
    public var skipsAll = false
    public var skipped: Set<String> = []
    public var takesAllExperimental = false
    public var experimental: Set<String> = []
    /// `error=true`: findings fail a build.
    public var failsBuild = false

    public init() {}

    /// Reads what stands behind `check=`.
    public init(_ text: String) throws(CheckOptionsError) {
        let text = Self.trimmed(text[...])
        guard !text.isEmpty else { return }
        for part in text.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false) {
            guard let sign = part.firstIndex(of: "=") else { throw CheckOptionsError(option: String(part)) }
            let value = Self.trimmed(part[part.index(after: sign)...])
            switch Self.trimmed(part[..<sign]) {
            case "skip":
                (skipsAll, skipped) = Self.names(value)
            case "experimental":
                (takesAllExperimental, experimental) = Self.names(value)
            case "error":
                switch value {
                case "1", "t", "T", "TRUE", "true", "True": failsBuild = true
                case "0", "f", "F", "FALSE", "false", "False": failsBuild = false
                default: throw CheckOptionsError(option: String(part))
                }
            default: throw CheckOptionsError(option: String(part))
            }
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let rest = text.drop { $0.isWhitespace }
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return rest.prefix(0) }
        return rest[...last]
    }

    private static func names(_ value: Substring) -> (all: Bool, names: Set<String>) {
        if value == "all" { return (true, []) }
        return (
            false, Set(value.split(separator: ",", omittingEmptySubsequences: false).map { String(trimmed($0)) })
        )
    }

    func allows(_ rule: String, isExperimental: Bool) -> Bool {
        isExperimental
            ? takesAllExperimental || experimental.contains(rule) : !skipsAll && !skipped.contains(rule)
    }

    /// With what an instruction's own comment adds.
    func merged(_ other: CheckOptions) -> CheckOptions {
        var result = self
        result.skipsAll = skipsAll || other.skipsAll
        result.takesAllExperimental = takesAllExperimental || other.takesAllExperimental
        result.skipped.formUnion(other.skipped)
        result.experimental.formUnion(other.experimental)
        return result
    }
}

/// An option that BuildKit would refuse the file for.
public struct CheckOptionsError: Refusal, Hashable {
    public var option: String
    public var message: String { "invalid check option \"\(option)\"" }

    public var what: String { "invalid check option \"\(option.printable(limit: 80))\"" }
    public var location: String? { nil }
    public var hint: String? { "options are skip=A,B;error=true;experimental=all" }
}
