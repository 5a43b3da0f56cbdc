/// An environment marker: the condition under which a dependency applies, such as
/// `python_version < '3.11' and sys_platform == 'linux'`.
///
/// Follows the dependency specifiers specification (PEP 508), with the lock files' `extras` and `dependency_groups`
/// (PEP 751). At most 256 KiB and 200 levels of parentheses.
public struct EnvironmentMarker: Sendable, Hashable {
    let root: Node

    /// `and` binds closer than `or`; a list has two elements at least.
    indirect enum Node: Sendable, Hashable {
        case comparison(MarkerComparison)
        case and([Node])
        case or([Node])
    }

    static let maximumLength = 262_144
    static let maximumDepth = 200

    public init(_ text: some StringProtocol) throws(MarkerError) {
        try self.init(bytes: Array(text.utf8)[...])
    }

    init(bytes: ArraySlice<UInt8>) throws(MarkerError) {
        var parser = MarkerParser(bytes)
        root = try parser.marker()
    }

    init(root: Node) { self.root = root }
}

extension EnvironmentMarker: CustomStringConvertible {
    /// The marker with single blanks, double quotes and no needless parentheses.
    public var description: String { root.description }
}

extension EnvironmentMarker.Node: CustomStringConvertible {
    var description: String {
        switch self {
        case .comparison(let comparison): comparison.description
        case .and(let nodes): nodes.map(\.operand).joined(separator: " and ")
        case .or(let nodes): nodes.map(\.operand).joined(separator: " or ")
        }
    }

    /// In parentheses where it is a list of its own.
    private var operand: String {
        if case .comparison = self { description } else { "(\(description))" }
    }
}
