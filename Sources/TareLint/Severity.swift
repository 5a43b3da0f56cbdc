/// How bad a finding is; ordered from the mildest.
public enum Severity: UInt8, Sendable, Comparable, CaseIterable {
    case style, info, warning, error

    public var name: String {
        switch self {
        case .style: "style"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    /// By its name; nil for others.
    public init?(_ name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    public static func < (one: Severity, other: Severity) -> Bool { one.rawValue < other.rawValue }
}
