/// Asks all rules of built images, one after the other.
public struct ImageLinter: Sendable {
    /// Ids of rules that are not asked.
    public var disabled: Set<String>
    /// Ids of rules that are asked though they are off by default.
    public var enabled: Set<String>

    public init(disabled: Set<String> = [], enabled: Set<String> = []) {
        self.disabled = disabled
        self.enabled = enabled
    }

    /// The findings in the order of severity, the worst first, then of their ids; they have no places.
    public func lint(_ image: LintedImage) -> [Finding] {
        let scope = ImageScope(image)
        var findings: [Finding] = []
        for rule in ImageRules.all where !disabled.contains(rule.id) {
            guard rule.isOnByDefault || enabled.contains(rule.id) else { continue }
            var report = ImageReport(rule)
            rule.check(scope, &report)
            findings += report.findings
        }
        return findings.enumerated().sorted {
            ($1.element.severity, $0.element.rule, $0.offset) < ($0.element.severity, $1.element.rule, $1.offset)
        }.map(\.element)
    }
}
