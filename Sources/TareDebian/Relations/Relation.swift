/// One term of a relationship field: `name[:qualifier] [(op version)] [[architectures]]`.
///
/// Follows Debian policy §7.1. Build profiles (`<!nocheck>`) say something about source packages only: they are read and
/// dropped.
public struct Relation: Hashable, Sendable {
    public var name: String
    /// What follows the colon: `any`, `native`, or an architecture.
    public var qualifier: String?
    public var restriction: VersionRestriction?
    /// Architectures the term is for; a leading `!` excludes. Empty means all.
    public var architectures: [String]

    public init(
        name: String, qualifier: String? = nil, restriction: VersionRestriction? = nil, architectures: [String] = []
    ) {
        self.name = name
        self.qualifier = qualifier
        self.restriction = restriction
        self.architectures = architectures
    }

    /// Whether the term is for packages of this architecture (policy §7.1: exclusions and inclusions are not mixed).
    public func applies(to architecture: String) -> Bool {
        guard !architectures.isEmpty else { return true }
        var isNegative = false
        for entry in architectures {
            let isExclusion = entry.hasPrefix("!")
            isNegative = isNegative || isExclusion
            let pattern = ArchitecturePattern(isExclusion ? entry.dropFirst() : entry[...])
            if pattern.matches(architecture) { return !isExclusion }
        }
        return isNegative
    }
}

/// A bound on the version of a related package.
public struct VersionRestriction: Hashable, Sendable {
    public enum Comparison: String, Sendable {
        case strictlyEarlier = "<<"
        case earlierOrEqual = "<="
        case exactly = "="
        case laterOrEqual = ">="
        case strictlyLater = ">>"
    }

    public var comparison: Comparison
    public var version: DebianVersion

    public init(_ comparison: Comparison, _ version: DebianVersion) {
        self.comparison = comparison
        self.version = version
    }

    public func isSatisfied(by candidate: DebianVersion) -> Bool {
        let order = candidate.compare(version)
        return switch comparison {
        case .strictlyEarlier: order < 0
        case .earlierOrEqual: order <= 0
        case .exactly: order == 0
        case .laterOrEqual: order >= 0
        case .strictlyLater: order > 0
        }
    }
}

extension Relation: CustomStringConvertible {
    /// The term as policy writes it.
    public var description: String {
        var text = name
        if let qualifier { text += ":" + qualifier }
        if let restriction { text += " (\(restriction.comparison.rawValue) \(restriction.version))" }
        if !architectures.isEmpty { text += " [" + architectures.joined(separator: " ") + "]" }
        return text
    }
}

/// Alternatives, of which one has to be there; the first is the packager's choice.
public struct RelationGroup: Hashable, Sendable {
    public var alternatives: [Relation]

    public init(_ alternatives: [Relation]) { self.alternatives = alternatives }
}

extension RelationGroup: CustomStringConvertible {
    public var description: String { alternatives.map(\.description).joined(separator: " | ") }
}
