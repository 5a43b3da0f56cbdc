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
    private let active: [ActiveRule]
    /// What each of these needs: looked at first, since most files have little of what there are rules for.
    private let needs: [Needs]
    let ruleSettings: RuleSettings

    public init(_ settings: LintSettings = LintSettings()) {
        self.settings = settings
        ruleSettings = RuleSettings(settings)
        let ignored = settings.disabled.union(settings.hadolint.ignored)
        active = Rules.all.compactMap { rule in
            let override = settings.hadolint.override(of: rule.id)
            // A severity switches a rule on, as in hadolint; BuildKit's experimental ones have their own switch.
            let isOn =
                rule.isOnByDefault || override != nil || settings.enabled.contains(rule.id) || rule.origin == .buildKit
            guard isOn, !ignored.contains(rule.id) else { return nil }
            // Whoever does not want a finding does not want it under another name either.
            if let twin = rule.sameAs, ignored.contains(twin), !settings.enabled.contains(rule.id) { return nil }
            return ActiveRule(rule, override ?? rule.severity, isForced: settings.enabled.contains(rule.id))
        }
        needs = active.map(\.needs)
    }

    /// Reads a file and asks the rules; the findings are in the order of their places, then of their ids.
    ///
    /// Complexity: linear in the bytes for what honest files hold.
    public func lint(_ source: [UInt8]) -> LintResult { lint(Dockerfile(source)) }

    public func lint(_ file: Dockerfile) -> LintResult {
        var items: [Item] = []
        var triggers: [Item] = []
        var problems = file.problems
        var whole: [ParsedInstruction] = []
        items.reserveCapacity(file.instructions.count)
        whole.reserveCapacity(file.instructions.count)
        for instruction in file.instructions {
            let parsed = instruction.parsed()
            whole.append(parsed)
            if !instruction.isBroken { problems += parsed.problems.prefix(1).filter { !$0.hasRule } }
            items.append(Item(parsed))
            if case .onbuild(let trigger) = parsed.command { triggers.append(Item(trigger.parsed())) }
        }
        let evaluation = Evaluation(file, ruleSettings, items, whole)
        let scope = LintScope(file, ruleSettings, items, evaluation)
        let triggerScope = triggers.isEmpty ? nil : LintScope(file, ruleSettings, triggers, evaluation)
        let checks = CheckTable(file, settings.checkOptions)
        var findings: [Finding] = problems.map { finding($0.message, $0.hint, $0.range) }
        if let problem = checks.problem { findings.append(finding(problem.message, nil, problem.range)) }
        var report = Report(active, findings)
        let (keywords, programs) = (scope.keywords, scope.programs)
        for index in active.indices {
            let isMet = needs[index].areMet(keywords, programs)
            guard isMet || triggerScope != nil else { continue }
            let rule = active[index]
            if rule.origin == .buildKit, !rule.isForced, !checks.mayAllow(rule) { continue }
            report.current = index
            if isMet { rule.check(scope, &report) }
            if rule.looksIntoTriggers, let triggerScope,
                needs[index].areMet(triggerScope.keywords, triggerScope.programs)
            {
                rule.check(triggerScope, &report)
            }
        }
        findings = report.findings
        if checks.isNeeded {
            let forced = settings.enabled
            findings.removeAll { finding in
                guard !forced.contains(finding.rule), let rule = Rules.named(finding.rule) else { return false }
                return rule.origin == .buildKit && !checks.allows(rule, at: finding.range.lower)
            }
        }
        return LintResult(findings: place(findings, file), failsBuild: checks.file.failsBuild)
    }

    private func finding(_ message: String, _ hint: String?, _ range: SourceRange) -> Finding {
        let none = SourcePosition(line: 0, column: 0)
        return Finding(
            rule: Rules.unreadable.id, severity: .error, message: message, range: range, start: none, end: none,
            evidence: hint.map { [Evidence($0)] } ?? [], fix: [])
    }

    /// Works out lines and columns, leaves out what pragmas ignore, and sorts.
    private func place(_ findings: consuming [Finding], _ file: Dockerfile) -> [Finding] {
        guard !findings.isEmpty else { return [] }
        let lines = file.lineTable()
        let pragmas = settings.hadolint.disableIgnorePragma ? nil : PragmaTable(file, lines)
        var findings = findings
        for index in findings.indices {
            findings[index].start = lines.position(findings[index].range.lower)
            findings[index].end = lines.position(findings[index].range.upper)
            for number in findings[index].evidence.indices {
                guard let range = findings[index].evidence[number].range else { continue }
                findings[index].evidence[number].start = lines.position(range.lower)
                findings[index].evidence[number].end = lines.position(range.upper)
            }
        }
        if let pragmas {
            findings.removeAll { finding in
                guard finding.rule != Rules.unreadable.id else { return false }
                let names = [finding.rule, RuleCatalogue.named(finding.rule)?.sameAs].compactMap { $0 }
                return names.contains { pragmas.ignores($0, line: finding.start.line) }
            }
        }
        return Self.sorted(findings)
    }

    /// By place, then by id; those that have both in common stay as they are.
    static func sorted(_ findings: [Finding]) -> [Finding] {
        guard findings.count > 1 else { return findings }
        // Places alone are moved about while sorting.
        var order = findings.indices.map { (start: findings[$0].start, index: $0) }
        order.sort { one, other in
            if one.start.line != other.start.line { return one.start.line < other.start.line }
            if one.start.column != other.start.column { return one.start.column < other.start.column }
            let (rule, otherRule) = (findings[one.index].rule, findings[other.index].rule)
            return rule == otherRule ? one.index < other.index : rule < otherRule
        }
        return order.map { findings[$0.index] }
    }
}

/// A rule as it is asked: an object, since it is handed around once a file.
final class ActiveRule: Sendable {
    let id: String
    let title: String
    let severity: Severity
    let origin: Rule.Origin
    let needs: Needs
    let looksIntoTriggers: Bool
    let isExperimental: Bool
    /// Asked whatever `# check=` says.
    let isForced: Bool
    let check: @Sendable (LintScope, inout Report) -> Void

    init(_ rule: Rule, _ severity: Severity, isForced: Bool) {
        (id, title, origin) = (rule.id, rule.title, rule.origin)
        self.severity = severity
        (needs, looksIntoTriggers, check) = (rule.needs, rule.looksIntoTriggers, rule.check)
        isExperimental = rule.origin == .buildKit && !rule.isOnByDefault
        self.isForced = isForced
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
