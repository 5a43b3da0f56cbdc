import TareCompose
import TareDockerfile
import TareYAML

/// What is looked for in compose files. One file a rule, in `Rules/Compose`; `ComposeRules.all` lists them.
///
/// Rules that dclint has too bear its names, so that its comments switch them off; the others are named in its manner.
public struct ComposeRule: Sendable {
    /// Who looks for the same.
    public enum Origin: String, Sendable { case dclint, kics, tare }

    /// Stable: `no-privileged`.
    public let id: String
    /// One sentence: what a finding says if the rule has nothing more exact.
    public let title: String
    public let severity: Severity
    /// Why one should care.
    public let rationale: String
    /// Lines of a service, or a whole file where it begins with a section, that have the finding.
    public let bad: String
    /// The same lines without it.
    public let good: String
    public let tags: [Rule.Tag]
    public let origin: Origin
    let check: @Sendable (ComposeScope, inout ComposeReport) -> Void

    init(
        _ id: String, _ severity: Severity, _ title: String, rationale: String, bad: String, good: String,
        tags: [Rule.Tag], origin: Origin = .kics, check: @escaping @Sendable (ComposeScope, inout ComposeReport) -> Void
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.rationale = rationale
        self.bad = bad
        self.good = good
        self.tags = tags
        self.origin = origin
        self.check = check
    }
}

extension ComposeRule {
    /// A rule about what every service should say: it is asked of those that are whole.
    init(
        _ id: String, _ severity: Severity, _ title: String, rationale: String, bad: String, good: String,
        tags: [Rule.Tag], origin: Origin = .kics, isMissing: @escaping @Sendable (ComposeService) -> Bool
    ) {
        self.init(
            id, severity, title, rationale: rationale, bad: bad, good: good, tags: tags, origin: origin
        ) { scope, report in
            for service in scope.services where service.isWhole && isMissing(service) {
                report.add(service.key, "\(title) (service '\(service.name)')")
            }
        }
    }
}

/// What rules see of a file.
struct ComposeScope {
    let file: ComposeFile
    /// The file with its variables' defaults, its services extended, in long forms.
    let project: ComposeProject
    let services: [ComposeService]
    /// Where the server of a service's Dockerfile listens, as far as that is known.
    let servedPort: (ComposeService) -> ServedPort?

    init(
        _ file: ComposeFile, environment: [String: String] = [:],
        servedPort: @escaping (ComposeService) -> ServedPort? = { _ in nil }
    ) {
        self.file = file
        self.servedPort = servedPort
        project = ComposeProject(file, environment: environment)
        services = project.services
    }
}

extension ComposeService {
    /// Neither a part that another file completes nor one whose base is elsewhere: what it does not say, nobody says.
    var isWhole: Bool { unresolvedExtends == nil && (image != nil || build != nil) }
}

/// What rules report into.
struct ComposeReport {
    /// Of one file; a hostile one could have millions.
    static let mostFindings = 10_000

    var rule: (id: String, severity: Severity, title: String)
    private(set) var findings: [(text: String?, finding: Finding)] = []

    init() { rule = ("", .error, "") }

    mutating func add(_ node: YAMLNode, _ message: String? = nil, evidence: [String] = []) {
        let place = SourcePosition(line: node.line, column: node.column)
        add(place, node.scalar.map { $0.written ?? $0.text }, message, evidence)
    }

    mutating func add(_ diagnostic: ComposeDiagnostic) {
        let place = SourcePosition(line: diagnostic.line, column: diagnostic.column)
        add(place, nil, diagnostic.message, diagnostic.hint.map { [$0] } ?? [])
    }

    private mutating func add(_ place: SourcePosition, _ text: String?, _ message: String?, _ evidence: [String]) {
        guard findings.count < Self.mostFindings else { return }
        let finding = Finding(
            rule: rule.id, severity: rule.severity, message: message ?? rule.title, range: SourceRange(0, 0),
            start: place, end: place, evidence: evidence.map { Evidence($0) }, fix: [])
        findings.append((text, finding))
    }
}
