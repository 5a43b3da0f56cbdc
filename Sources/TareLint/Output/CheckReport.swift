import TareDockerfile

/// `tare.check/1`: findings as objects.
public struct CheckReport: Encodable, Sendable {
    struct Entry: Encodable {
        var file: String
        /// Nil for what is said of an image.
        var line: Int?
        var column: Int?
        var endLine: Int?
        var endColumn: Int?
        var rule: String
        var severity: String
        var message: String
        var evidence: [Proof]
        var fix: [Change]
        var fingerprint: String
    }

    struct Proof: Encodable {
        var text: String
        var line: Int?
        var column: Int?
        var endLine: Int?
        var endColumn: Int?
    }

    /// What becomes of these places.
    struct Change: Encodable {
        var line: Int
        var column: Int
        var endLine: Int
        var endColumn: Int
        var replacement: String
    }

    struct Summary: Encodable {
        var files: Int
        var findings: Int
        var error: Int
        var warning: Int
        var info: Int
        var style: Int
        var fixable: Int
    }

    let schema = "tare.check/1"
    let files: [String]
    let findings: [Entry]
    let summary: Summary
    /// What could not be looked at.
    let incomplete: [String]
    /// ShellCheck's version; missing where it was not asked.
    let shellCheck: String?

    private enum CodingKeys: String, CodingKey { case schema, files, findings, summary, incomplete, shellCheck }

    public init(_ checked: [CheckedFile], incomplete: [String] = [], shellCheck: String? = nil) {
        self.incomplete = incomplete
        self.shellCheck = shellCheck
        files = checked.map(\.path)
        findings = checked.flatMap(Self.entries)
        let all = checked.flatMap(\.findings)
        func count(_ severity: Severity) -> Int { all.count { $0.severity == severity } }
        summary = Summary(
            files: checked.count, findings: all.count, error: count(.error), warning: count(.warning),
            info: count(.info), style: count(.style), fixable: all.count { !$0.fix.isEmpty })
    }

    private static func entries(_ file: CheckedFile) -> [Entry] {
        guard !file.findings.isEmpty else { return [] }
        let lines = Dockerfile(file.source).lineTable()
        return zip(file.findings, file.fingerprints).map { finding, fingerprint in
            Entry(
                file: file.path, line: finding.hasPlace ? finding.start.line : nil,
                column: finding.hasPlace ? finding.start.column : nil,
                endLine: finding.hasPlace ? finding.end.line : nil,
                endColumn: finding.hasPlace ? finding.end.column : nil, rule: finding.rule,
                severity: finding.severity.name,
                message: finding.message,
                evidence: finding.evidence.map {
                    Proof(
                        text: $0.text, line: $0.start?.line, column: $0.start?.column, endLine: $0.end?.line,
                        endColumn: $0.end?.column)
                },
                fix: finding.fix.map { edit in
                    let (start, end) = (lines.position(edit.range.lower), lines.position(edit.range.upper))
                    return Change(
                        line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
                        replacement: edit.replacement)
                }, fingerprint: fingerprint)
        }
    }
}
