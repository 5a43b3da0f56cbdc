import TareDockerfile

extension Rule {
    /// A rule about what a build comes to.
    init(
        tare id: String, _ severity: Severity, _ title: String, rationale: String, bad: String, good: String,
        tags: [Tag], needs: KeywordSet = .from, traits: EvaluationTraits = [],
        when isWorthIt: (@Sendable (LintScope) -> Bool)? = nil,
        check: @escaping @Sendable (BuildWorld, LintScope, inout Report) -> Void
    ) {
        self.init(
            id, severity, title, rationale: rationale, bad: bad, good: good, tags: tags, origin: .tare,
            needs: Needs(needs)
        ) { scope, report in
            guard scope.keywords.contains(.from), scope.traits.isSuperset(of: traits), isWorthIt?(scope) ?? true else {
                return
            }
            check(scope.world, scope, &report)
        }
    }
}

extension LintScope {
    /// Whether one of these instructions stands behind another in a stage.
    func has(_ late: KeywordSet, behind early: Keyword) -> Bool {
        var isBehind = false
        for item in items {
            if item.keyword == .from {
                isBehind = false
            } else if item.keyword == early {
                isBehind = true
            } else if isBehind, late.contains(KeywordSet(item.keyword)) {
                return true
            }
        }
        return false
    }
}

extension StageWorld {
    /// What a stage stands on, for evidence.
    var groundEvidence: Evidence {
        let source = facts.map { " (\($0.source))" } ?? ""
        return Evidence("\(title) stands on \(reference)\(source)", at: stage.instruction.placeRange)
    }

    /// The nearest folder above a path that is there, and who makes it.
    func nearestEvidence(_ path: String) -> Evidence? {
        var folder = path.parentPath
        while folder != "/" {
            if let found = lookUp(folder).found {
                guard let origin = found.trail.last else { return Evidence("\(folder) is there, \(path) is not") }
                return origin.evidence("\(folder) is made here, \(path) is not")
            }
            folder = folder.parentPath
        }
        return nil
    }
}

extension [Place] {
    /// The way of something from the stage that has it back to where it was made.
    func evidence(_ remark: String) -> [Evidence] {
        enumerated().map { index, origin in
            index + 1 == count ? origin.evidence(remark) : origin.evidence("copied here")
        }
    }
}
