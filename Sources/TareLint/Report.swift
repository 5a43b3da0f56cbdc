import TareDockerfile

/// What rules report into.
struct Report {
    /// Of one file; a hostile one could have millions.
    static let mostFindings = 10_000

    /// The rules that are asked; the one that is asked now, by its number.
    private let rules: [ActiveRule]
    var current = 0
    private(set) var findings: [Finding] = []

    /// - Parameter findings: such as no rule has.
    init(_ rules: [ActiveRule], _ findings: [Finding] = []) { (self.rules, self.findings) = (rules, findings) }

    mutating func add(
        _ item: Item, _ message: String? = nil, evidence: [Evidence] = [], fix: [SourceEdit] = []
    ) {
        add(item.instruction.placeRange, message, evidence: evidence, fix: fix)
    }

    mutating func add(
        _ range: SourceRange, _ message: String? = nil, evidence: [Evidence] = [], fix: [SourceEdit] = []
    ) {
        guard findings.count < Self.mostFindings else { return }
        let rule = rules[current]
        let none = SourcePosition(line: 0, column: 0)
        findings.append(
            Finding(
                rule: rule.id, severity: rule.severity, message: message ?? rule.title, range: range, start: none,
                end: none,
                evidence: evidence, fix: fix))
    }
}

extension Instruction {
    /// Its own range; of one that `ONBUILD` carries, from that keyword on.
    var placeRange: SourceRange {
        guard isTrigger else { return range }
        return SourceRange(Int(lines.lower), Int(range.upper))
    }
}
