/// What a person is told of a rule, whatever it looks at.
public struct RuleCard: Encodable, Sendable, Hashable {
    /// What it looks at.
    public enum Subject: String, Encodable, Sendable, CaseIterable { case dockerfile, compose, image }

    public var id: String
    public var subject: Subject
    /// Whose name and meaning it has: `hadolint`, `buildKit`, `tare`, `dclint`, `kics`, `dockle`.
    public var origin: String
    public var severity: String
    public var title: String
    public var rationale: String
    /// Lines that have the finding; nil for images.
    public var bad: String?
    /// The same without it.
    public var good: String
    public var tags: [String]
    public var isOnByDefault: Bool
    /// The rule of another origin that finds the same: findings are told once.
    public var sameAs: String?
}

/// All rules of Tare: one list for all that is told of them.
public enum RuleCatalogue {
    public static let all: [RuleCard] =
        (Rules.all + [Rules.unreadable]).sorted { $0.id < $1.id }.map(RuleCard.init)
        + (ComposeRules.all + [ComposeRules.unreadable]).sorted { $0.id < $1.id }.map(RuleCard.init)
        + ImageRules.all.map(RuleCard.init)

    public static func named(_ id: String) -> RuleCard? { byID[id] }

    private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    /// ShellCheck's are not listed: they are those of the version that is installed.
    public static func isKnown(_ id: String) -> Bool {
        byID[id] != nil || (id.hasPrefix("SC") && id.count > 2 && id.dropFirst(2).utf8.allSatisfy { $0 &- 0x30 < 10 })
    }
}

extension RuleCard {
    init(_ rule: Rule) {
        self.init(
            id: rule.id, subject: .dockerfile, origin: rule.origin.rawValue, severity: rule.severity.name,
            title: rule.title, rationale: rule.rationale, bad: rule.bad, good: rule.good,
            tags: rule.tags.map(\.rawValue), isOnByDefault: rule.isOnByDefault, sameAs: rule.sameAs)
    }

    init(_ rule: ComposeRule) {
        self.init(
            id: rule.id, subject: .compose, origin: rule.origin.rawValue, severity: rule.severity.name,
            title: rule.title, rationale: rule.rationale, bad: rule.bad, good: rule.good,
            tags: rule.tags.map(\.rawValue), isOnByDefault: true)
    }

    init(_ rule: ImageRule) {
        self.init(
            id: rule.id, subject: .image, origin: "dockle", severity: rule.severity.name, title: rule.title,
            rationale: rule.rationale, good: rule.good, tags: rule.tags.map(\.rawValue),
            isOnByDefault: rule.isOnByDefault)
    }
}
