internal import TareDockerfile
public import TareLint

/// Findings as SARIF, with regions to their last column, the evidence's places and the fixes.
public enum CheckSARIF {
    /// - Parameters:
    ///   - version: of Tare.
    ///   - isComplete: whether all could be looked at.
    public static func log(_ files: [CheckedFile], version: String, isComplete: Bool) -> SARIFLog {
        let used = Set(files.flatMap(\.findings).map(\.rule))
        let rules = RuleCatalogue.all.filter { used.contains($0.id) }.sorted { $0.id < $1.id }.map { rule in
            SARIFLog.Rule(
                id: rule.id, summary: rule.title, rationale: rule.rationale,
                level: level(Severity(rule.severity) ?? .warning))
        }
        return SARIFLog(version: version, rules: rules, results: files.flatMap(results), isComplete: isComplete)
    }

    private static func results(_ file: CheckedFile) -> [SARIFLog.Result] {
        guard !file.findings.isEmpty else { return [] }
        let lines = Dockerfile(file.source).lineTable()
        return zip(file.findings, file.fingerprints).map { finding, fingerprint in
            SARIFLog.Result(
                ruleID: finding.rule, level: level(finding.severity), message: finding.message, artifact: file.path,
                region: finding.hasPlace ? region(finding.start, finding.end) : nil,
                related: finding.evidence.compactMap { evidence in
                    guard let start = evidence.start, let end = evidence.end else { return nil }
                    return (region(start, end), evidence.text)
                },
                fix: finding.fix.map { edit in
                    (region(lines.position(edit.range.lower), lines.position(edit.range.upper)), edit.replacement)
                }, fingerprint: fingerprint)
        }
    }

    private static func region(_ start: SourcePosition, _ end: SourcePosition) -> SARIFLog.Region {
        .init(startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column)
    }

    private static func level(_ severity: Severity) -> SARIFLog.Level {
        switch severity {
        case .error: .error
        case .warning: .warning
        case .info, .style: .note
        }
    }
}
