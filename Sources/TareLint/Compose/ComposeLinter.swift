public import TareCompose
import TareDockerfile
import TareYAML

/// Asks all rules of compose files, one after the other.
///
/// ```swift
/// let result = ComposeLinter().lint(bytes, source: "compose.yaml")
/// ```
public struct ComposeLinter: Sendable {
    /// Ids of rules that are not asked.
    public var disabled: Set<String>

    public init(disabled: Set<String> = []) { self.disabled = disabled }

    /// Reads a file and asks the rules; the findings are in the order of their places, then of their ids.
    ///
    /// - Parameters:
    ///   - source: the file's name.
    ///   - servedPort: where the server of a service's Dockerfile listens (`Linter.servedPort`); asked when a rule does.
    public func lint(
        _ bytes: [UInt8], source: String, servedPort: @escaping (ComposeService) -> ServedPort? = { _ in nil }
    ) -> LintResult {
        var report = ComposeReport()
        let text = ComposeText(bytes)
        let file: ComposeFile
        do {
            file = try ComposeFile(parsing: bytes, source: source)
        } catch {
            let start = SourcePosition(line: error.line ?? 1, column: error.column ?? 1)
            let finding = Finding(
                rule: ComposeRules.unreadable.id, severity: .error, message: error.what, range: SourceRange(0, 0),
                start: start, end: start, evidence: [], fix: [])
            return LintResult(findings: [finding])
        }
        let scope = ComposeScope(file, servedPort: servedPort)
        for rule in ComposeRules.all where !disabled.contains(rule.id) {
            report.rule = (rule.id, rule.severity, rule.title)
            rule.check(scope, &report)
        }
        let pragmas = DclintPragmas(text)
        var findings: [Finding] = []
        var seen: Set<Finding> = []
        for (written, finding) in report.findings where !pragmas.ignore(finding.rule, line: finding.start.line) {
            var finding = finding
            finding.range = text.range(of: written, at: finding.start)
            finding.end = text.end(of: finding.range, from: finding.start)
            // One anchor may stand for many values.
            if seen.insert(finding).inserted { findings.append(finding) }
        }
        findings.sort {
            ($0.start.line, $0.start.column, $0.rule, $0.message) < (
                $1.start.line, $1.start.column, $1.rule, $1.message
            )
        }
        return LintResult(findings: findings)
    }
}
