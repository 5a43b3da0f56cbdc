public import TareDockerfile

/// What ShellCheck says of a program: an entry of its `json1` output.
public struct ShellCheckRemark: Sendable, Hashable {
    /// Which program, by its number in `ShellCheckScript.all`.
    public var script: Int
    /// From 1; columns in Unicode scalars, a tab is one.
    public var start: SourcePosition
    public var end: SourcePosition
    /// `error`, `warning`, `info` or `style`.
    public var level: String
    /// `2086`
    public var code: Int
    public var message: String

    public init(
        script: Int, start: SourcePosition, end: SourcePosition, level: String, code: Int, message: String
    ) {
        self.script = script
        self.start = start
        self.end = end
        self.level = level
        self.code = code
        self.message = message
    }

    /// Codes that a program in a Dockerfile cannot heed: sources that are not there, and the shell that was chosen for it.
    public static let excluded = [1090, 1091, 2187]
}

extension Linter {
    /// The findings of a file with what ShellCheck said of its programs, at the places in the file, under ShellCheck's own
    /// ids (`SC2086`) and levels. Configuration and pragmas count for them as for all rules.
    public func adding(
        _ remarks: [ShellCheckRemark], on scripts: [ShellCheckScript], of file: Dockerfile, to findings: [Finding]
    ) -> [Finding] {
        guard !remarks.isEmpty else { return findings }
        let lines = file.lineTable()
        let pragmas = settings.hadolint.disableIgnorePragma ? nil : PragmaTable(file, lines)
        let ignored = settings.disabled.union(settings.hadolint.ignored)
        var findings = findings
        var seen: Set<Finding> = []
        for remark in remarks.prefix(Report.mostFindings) where scripts.indices.contains(remark.script) {
            let rule = "SC\(remark.code)"
            let script = scripts[remark.script]
            guard !ignored.contains(rule), !ShellCheckRemark.excluded.contains(remark.code),
                pragmas?.ignores(rule, line: lines.position(script.range.lower).line) != true,
                let lower = script.offset(line: remark.start.line, column: remark.start.column),
                let upper = script.offset(line: remark.end.line, column: remark.end.column)
            else { continue }
            let severity = settings.hadolint.override(of: rule) ?? Severity(remark.level) ?? .warning
            let range = SourceRange(Int(lower), Int(max(lower, upper)))
            let finding = Finding(
                rule: rule, severity: severity, message: remark.message, range: range,
                start: lines.position(range.lower), end: lines.position(range.upper), evidence: [], fix: [])
            if seen.insert(finding).inserted { findings.append(finding) }
        }
        return Self.sorted(findings)
    }
}
