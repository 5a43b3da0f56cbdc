import TareDockerfile

extension [Finding] {
    /// Without those of rules whose twin of another origin has found the same in the same instruction.
    public var folded: [Finding] {
        var found: Set<Key> = []
        for finding in self { found.insert(Key(rule: finding.rule, line: finding.start.line)) }
        return filter { finding in
            guard let other = RuleCatalogue.named(finding.rule)?.sameAs else { return true }
            return !found.contains(Key(rule: other, line: finding.start.line))
        }
    }
}

private struct Key: Hashable {
    var rule: String
    var line: Int
}
