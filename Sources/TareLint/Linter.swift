public import TareDockerfile

/// Asks all rules of files, one after the other.
///
/// ```swift
/// let result = Linter(LintSettings()).lint(bytes)
/// for finding in result.findings { print(finding.start, finding.rule, finding.message) }
/// ```
public struct Linter: Sendable {
    public let settings: LintSettings
    /// The rules that are asked, with the severities that they have been given.
    private let active: [(rule: Rule, severity: Severity)]

    public init(_ settings: LintSettings = LintSettings()) {
        self.settings = settings
        let ignored = settings.disabled.union(settings.hadolint.ignored)
        active = Rules.all.compactMap { rule in
            let override = settings.hadolint.override(of: rule.id)
            // A severity switches a rule on, as in hadolint; BuildKit's experimental ones have their own switch.
            let isOn =
                rule.isOnByDefault || override != nil || settings.enabled.contains(rule.id) || rule.origin == .buildKit
            return isOn && !ignored.contains(rule.id) ? (rule, override ?? rule.severity) : nil
        }
    }

    /// Reads a file and asks the rules; the findings are in the order of their places, then of their ids.
    ///
    /// Complexity: linear in the bytes for what honest files hold.
    public func lint(_ source: [UInt8]) -> LintResult { lint(Dockerfile(source)) }

    public func lint(_ file: Dockerfile) -> LintResult {
        var items: [Item] = []
        var triggers: [Item] = []
        var problems = file.problems
        items.reserveCapacity(file.instructions.count)
        for instruction in file.instructions {
            let parsed = instruction.parsed()
            if !instruction.isBroken { problems += parsed.problems.prefix(1).filter { !$0.hasRule } }
            items.append(Item(parsed))
            if case .onbuild(let trigger) = parsed.command { triggers.append(Item(trigger.parsed())) }
        }
        let evaluation = Evaluation(file, settings.build)
        let scope = LintScope(file, settings, items, evaluation)
        let triggerScope = triggers.isEmpty ? nil : LintScope(file, settings, triggers, evaluation)
        let checks = CheckTable(file, settings.checkOptions)
        var findings: [Finding] = problems.map { finding($0.message, $0.hint, $0.range) }
        if let problem = checks.problem { findings.append(finding(problem.message, nil, problem.range)) }
        var report = Report(Rules.unreadable)
        for (rule, severity) in active {
            if rule.origin == .buildKit, !settings.enabled.contains(rule.id), !checks.mayAllow(rule) { continue }
            report.rule = rule
            report.severity = severity
            if rule.needs.areMet(scope) { rule.check(scope, &report) }
            if rule.looksIntoTriggers, let triggerScope, rule.needs.areMet(triggerScope) {
                rule.check(triggerScope, &report)
            }
            if rule.origin == .buildKit {
                report.keep { settings.enabled.contains(rule.id) || checks.allows(rule, at: $0.range.lower) }
            }
            findings += report.take()
        }
        return LintResult(findings: place(findings, file), failsBuild: checks.file.failsBuild)
    }

    private func finding(_ message: String, _ hint: String?, _ range: SourceRange) -> Finding {
        var report = Report(Rules.unreadable)
        report.add(range, message, evidence: hint.map { [Evidence($0)] } ?? [])
        return report.take()[0]
    }

    /// Works out lines and columns, leaves out what pragmas ignore, and sorts.
    private func place(_ findings: [Finding], _ file: Dockerfile) -> [Finding] {
        guard !findings.isEmpty else { return [] }
        let lines = file.lineTable()
        let pragmas = settings.hadolint.disableIgnorePragma ? nil : PragmaTable(file, lines)
        var result: [Finding] = []
        result.reserveCapacity(findings.count)
        for var finding in findings {
            finding.start = lines.position(finding.range.lower)
            if finding.rule != Rules.unreadable.id, let pragmas,
                pragmas.ignores(finding.rule, line: finding.start.line)
            {
                continue
            }
            finding.end = lines.position(finding.range.upper)
            for index in finding.evidence.indices {
                guard let range = finding.evidence[index].range else { continue }
                finding.evidence[index].start = lines.position(range.lower)
                finding.evidence[index].end = lines.position(range.upper)
            }
            result.append(finding)
        }
        return result.enumerated().sorted {
            ($0.element.start.line, $0.element.start.column, $0.element.rule, $0.offset)
                < ($1.element.start.line, $1.element.start.column, $1.element.rule, $1.offset)
        }.map(\.element)
    }
}

/// What a check comes to.
public struct LintResult: Sendable, Hashable {
    public var findings: [Finding]
    /// `# check=error=true`: BuildKit fails a build that has one of its findings.
    public var failsBuild: Bool

    public init(findings: [Finding], failsBuild: Bool = false) {
        self.findings = findings
        self.failsBuild = failsBuild
    }
}

extension DockerfileProblem {
    /// Whether a rule tells of the same.
    var hasRule: Bool {
        message.hasPrefix("Chaining ONBUILD") || message.hasSuffix("isn't allowed as an ONBUILD trigger")
    }
}
