import TareDockerfile

/// What is looked for, with all that a person may ask of it. One file a rule; `Rules.all` lists them.
public struct Rule: Sendable {
    /// Whose name and meaning it has.
    public enum Origin: String, Sendable {
        case hadolint, buildKit
        /// Our own: what a build would come to.
        case tare
    }

    /// What it is about, for those who choose rules by subject.
    public enum Tag: String, Sendable, CaseIterable {
        case base, cache, labels, packages, pinning, reliability, reproducibility, secrets, security, shell, size
        case stages, style, syntax
    }

    /// Stable: `DL3008`, `StageNameCasing`.
    public let id: String
    /// One sentence: what a finding says if the rule has nothing more exact.
    public let title: String
    public let severity: Severity
    /// Why one should care.
    public let rationale: String
    /// A file, or some lines of one, that has the finding.
    public let bad: String
    /// The same lines without it.
    public let good: String
    public let tags: [Tag]
    public let isOnByDefault: Bool
    public let origin: Origin
    /// The rule of the other origin that finds the same.
    public let sameAs: String?

    /// Without these in a file there is nothing to find.
    let needs: Needs
    /// Whether it also looks at what `ONBUILD` carries: once more, with that alone.
    let looksIntoTriggers: Bool
    let check: @Sendable (LintScope, inout Report) -> Void

    init(
        _ id: String, _ severity: Severity, _ title: String, rationale: String, bad: String, good: String,
        tags: [Tag], isOnByDefault: Bool = true, origin: Origin = .hadolint, sameAs: String? = nil, needs: Needs,
        triggers: Bool = false, check: @escaping @Sendable (LintScope, inout Report) -> Void
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.rationale = rationale
        self.bad = bad
        self.good = good
        self.tags = tags
        self.isOnByDefault = isOnByDefault
        self.origin = origin
        self.sameAs = sameAs
        self.needs = needs
        looksIntoTriggers = triggers
        self.check = check
    }
}

extension Rule {
    /// A rule about single commands of `RUN`: one finding an instruction, with every such command as evidence.
    init(
        _ id: String, _ severity: Severity, _ title: String, rationale: String, bad: String, good: String,
        tags: [Tag], programs: ProgramSet, triggers: Bool = true,
        fix: (@Sendable (Call) -> SourceEdit?)? = nil, isBad: @escaping @Sendable (Call) -> Bool
    ) {
        self.init(
            id, severity, title, rationale: rationale, bad: bad, good: good, tags: tags,
            needs: Needs(.run, programs), triggers: triggers
        ) { scope, report in
            for (item, run) in scope.runs(programs) {
                let calls = run.calls.filter { programs.contains($0.program) && isBad($0) }
                guard !calls.isEmpty else { continue }
                report.add(item, evidence: calls.map(\.evidence), fix: fix.map { calls.compactMap($0) } ?? [])
            }
        }
    }
}
