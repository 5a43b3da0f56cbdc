import TareDockerfile

extension Linter {
    /// Rounds of mending: one change may make room for another that overlapped it.
    private static let mostRounds = 8

    /// Makes all safe changes, as often as they lead to others; what is left is found again.
    ///
    /// Mending what comes out changes nothing more, unless `mostRounds` was reached.
    public func fixing(_ source: [UInt8]) -> (source: [UInt8], changes: Int, result: LintResult) {
        var source = source
        var changes = 0
        var result = lint(source)
        for _ in 0..<Self.mostRounds {
            let (edits, count) = Self.compatible(result.findings)
            guard !edits.isEmpty else { break }
            let next = source.applying(edits).bytes
            if next == source { break }
            source = next
            changes += count
            result = lint(source)
        }
        return (source, changes, result)
    }

    /// The edits of findings that do not get in each other's way: a finding's are made together or not at all.
    private static func compatible(_ findings: [Finding]) -> (edits: [SourceEdit], count: Int) {
        var edits: [SourceEdit] = []
        var count = 0
        for finding in findings where !finding.fix.isEmpty {
            let clashes = finding.fix.contains { new in edits.contains { overlaps(new, $0) } }
            if clashes { continue }
            edits += finding.fix
            count += 1
        }
        return (edits, count)
    }

    private static func overlaps(_ one: SourceEdit, _ other: SourceEdit) -> Bool {
        if one == other { return true }
        if one.range.isEmpty, other.range.isEmpty { return false }
        if one.range.isEmpty { return other.range.lower <= one.range.lower && one.range.lower < other.range.upper }
        if other.range.isEmpty { return one.range.lower <= other.range.lower && other.range.lower < one.range.upper }
        return one.range.lower < other.range.upper && other.range.lower < one.range.upper
    }
}
