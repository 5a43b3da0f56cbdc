/// What `.hadolint.yaml` may say.
public struct HadolintConfig: Sendable, Hashable {
    /// What a label's value must be.
    public enum LabelType: String, Sendable, CaseIterable { case text, url, spdx, hash, rfc3339, semver, email }

    /// Where findings begin to fail a run.
    public enum Threshold: Sendable, Hashable {
        case severity(Severity)
        /// `none` and `ignore`: never.
        case never
    }

    public var failureThreshold: Threshold?
    public var format: [String] = []
    public var ignored: [String] = []
    /// Rule ids by the severity that they get.
    public var overrides: [Severity: [String]] = [:]
    public var trustedRegistries: [String] = []
    public var labelSchema: [String: LabelType] = [:]
    public var strictLabels = false
    public var disableIgnorePragma = false
    public var noFail = false
    public var noColor = false
    public var verbose = false

    public init() {}

    /// The severity that a rule has been given; the worst counts.
    func override(of rule: String) -> Severity? {
        overrides.keys.filter { overrides[$0]?.contains(rule) ?? false }.max()
    }
}
