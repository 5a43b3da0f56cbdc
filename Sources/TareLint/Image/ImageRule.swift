import TareDockerfile

/// What is looked for in built images. One file a rule, in `Rules/Image`; `ImageRules.all` lists them.
///
/// They bear dockle's ids (github.com/goodwithtech/dockle), most of which are those of CIS's benchmark for Docker.
public struct ImageRule: Sendable {
    /// Stable: `CIS-DI-0001`.
    public let id: String
    /// One sentence: what a finding says if the rule has nothing more exact.
    public let title: String
    public let severity: Severity
    /// Why one should care.
    public let rationale: String
    /// What to write in the Dockerfile instead.
    public let good: String
    public let tags: [Rule.Tag]
    public let isOnByDefault: Bool
    let check: @Sendable (ImageScope, inout ImageReport) -> Void

    init(
        _ id: String, _ severity: Severity, _ title: String, rationale: String, good: String, tags: [Rule.Tag],
        isOnByDefault: Bool = true, check: @escaping @Sendable (ImageScope, inout ImageReport) -> Void
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.rationale = rationale
        self.good = good
        self.tags = tags
        self.isOnByDefault = isOnByDefault
        self.check = check
    }
}

/// What rules see of an image, worked out once for all of them.
struct ImageScope {
    let image: LintedImage
    let history: [HistoryStep]

    init(_ image: LintedImage) {
        self.image = image
        history = image.history.prefix(HistoryStep.most).map(HistoryStep.init)
    }

    /// The lines of a text file, comments and empty ones left out, each cut at its colons.
    func records(_ path: String) -> [[String]] {
        guard let bytes = image.texts[path] else { return [] }
        return bytes.split(separator: 0x0A).filter { $0.first != 0x23 }.map { line in
            line.split(separator: 0x3A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

/// What rules report into.
struct ImageReport {
    /// Places shown of one finding.
    static let mostEvidence = 20

    var rule: ImageRule
    private(set) var findings: [Finding] = []

    init(_ rule: ImageRule) { self.rule = rule }

    mutating func add(_ message: String? = nil, evidence: [String] = []) {
        let none = SourcePosition(line: 0, column: 0)
        var shown = evidence.prefix(Self.mostEvidence).map { Evidence($0) }
        if evidence.count > shown.count { shown.append(Evidence("and \(evidence.count - shown.count) more")) }
        findings.append(
            Finding(
                rule: rule.id, severity: rule.severity, message: message ?? rule.title, range: SourceRange(0, 0),
                start: none, end: none, evidence: shown, fix: []))
    }
}
