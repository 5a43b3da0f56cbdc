import TareDockerfile

/// What rules report into.
struct Report {
    /// Of one file; a hostile one could have millions.
    static let mostFindings = 10_000

    var rule: Rule
    var severity: Severity
    private(set) var findings: [Finding] = []

    init(_ rule: Rule) {
        self.rule = rule
        severity = rule.severity
    }

    mutating func add(
        _ item: Item, _ message: String? = nil, evidence: [Evidence] = [], fix: [SourceEdit] = []
    ) {
        add(item.instruction.placeRange, message, evidence: evidence, fix: fix)
    }

    mutating func add(
        _ range: SourceRange, _ message: String? = nil, evidence: [Evidence] = [], fix: [SourceEdit] = []
    ) {
        guard findings.count < Self.mostFindings else { return }
        let none = SourcePosition(line: 0, column: 0)
        findings.append(
            Finding(
                rule: rule.id, severity: severity, message: message ?? rule.title, range: range, start: none, end: none,
                evidence: evidence, fix: fix))
    }

    mutating func take() -> [Finding] {
        defer { findings.removeAll(keepingCapacity: true) }
        return findings
    }

    mutating func keep(_ isKept: (Finding) -> Bool) { findings.removeAll { !isKept($0) } }
}

extension Instruction {
    /// Its own range; of one that `ONBUILD` carries, from that keyword on.
    var placeRange: SourceRange {
        guard isTrigger else { return range }
        return SourceRange(Int(lines.lower), Int(range.upper))
    }
}
