extension Recommendation {
    static let mostReasons = 3

    init(_ ranking: Ranking) {
        profile = ranking.profile
        guard let pick = ranking.pick else {
            id = nil
            runnerUp = nil
            (because, wouldChangeIf) = Self.withoutPick(ranking)
            rejected = ranking.ordered.map { Rejected(id: $0.facts.id, reason: $0.facts.rejection) }
            return
        }
        let next = ranking.runnerUp
        id = pick.facts.id
        runnerUp = next?.facts.id
        because = Self.reasons(for: pick, beside: next, ranking)
        wouldChangeIf = Self.change(pick, next, ranking)
        rejected = ranking.ordered.dropFirst(next == nil ? 1 : 2).map { other in
            Rejected(id: other.facts.id, reason: Self.rejection(of: other, beside: pick, ranking))
        }
    }

    /// That it starts; what it is better at than the runner-up, by the points that that brings; then its own merits.
    private static func reasons(
        for pick: Ranking.Ranked, beside next: Ranking.Ranked?, _ ranking: Ranking
    ) -> [Reason] {
        let facts = pick.facts
        var reasons: [Reason] = []
        let isOnlyOne = ranking.ordered.count > 1 && !ranking.ordered[1].fit.starts
        if isOnlyOne { reasons.append(.onlyOneThatStarts) }
        if !isOnlyOne || pick.fit != .fits { reasons += facts.pros.prefix(1) }
        var said: Set<ScoreComponent> = []
        func add(_ worth: (ScoreComponent) -> Double, _ reason: (ScoreComponent) -> Reason?) {
            let byWorth = ScoreComponent.allCases.map { ($0, worth($0)) }.filter { $0.1 > 0 }
            // Sorting is stable on the order of the components.
            for (component, _) in byWorth.enumerated().sorted(by: {
                $0.element.1 != $1.element.1 ? $0.element.1 > $1.element.1 : $0.offset < $1.offset
            }).map(\.element) where reasons.count < mostReasons && !said.contains(component) {
                guard let reason = reason(component) else { continue }
                said.insert(component)
                reasons.append(reason)
            }
        }
        func points(_ component: ScoreComponent, _ facts: CandidateFacts) -> Double {
            component.points(ranking.profile) * component.worth(facts, ranking.now)
        }
        if let next {
            add({ points($0, facts) - points($0, next.facts) }, { facts.advantage($0, over: next.facts) })
        }
        add({ points($0, facts) }, { facts.merit($0) })
        return reasons
    }

    private static func rejection(
        of other: Ranking.Ranked, beside pick: Ranking.Ranked, _ ranking: Ranking
    ) -> Reason {
        guard other.fit.starts, other.fit > .unsupported || pick.fit == .unsupported else {
            return other.facts.rejection
        }
        if other.fit == .needsBuild, pick.fit == .fits { return other.facts.rejection }
        let losses = ScoreComponent.allCases.map { component in
            let points = component.points(ranking.profile)
            let lost = component.worth(pick.facts, ranking.now) - component.worth(other.facts, ranking.now)
            return (component, points * lost)
        }
        let worst = losses.reduce(nil as (ScoreComponent, Double)?) { worst, loss in
            loss.1 > (worst?.1 ?? 0) ? loss : worst
        }
        return .ranksBelow(
            id: pick.facts.id, profile: ranking.profile,
            score: Scores(other.facts, now: ranking.now)[ranking.profile],
            otherScore: Scores(pick.facts, now: ranking.now)[ranking.profile], mainly: worst?.0)
    }

    /// The one thing that would give another answer: each is tried out, not guessed.
    private static func change(
        _ pick: Ranking.Ranked, _ next: Ranking.Ranked?, _ ranking: Ranking
    ) -> Reason {
        let hopeful = ranking.ordered.filter { !$0.fit.starts }
            .compactMap { $0.facts.mended(ranking.profile, ranking.now) }
            .filter { $0.0.precedes(pick) }
        if let best = hopeful.min(by: { $0.0.precedes($1.0) }) { return best.1 }
        for profile in Profile.allCases where profile != ranking.profile {
            let other = Ranking(ranking.ordered.map(\.facts), profile, ranking.now)
            if let id = other.pick?.facts.id, id != pick.facts.id { return .ifProfile(profile: profile, id: id) }
        }
        return next.map { .ifPickFell(id: $0.facts.id) } ?? .nothingElseStarts
    }

    private static func withoutPick(_ ranking: Ranking) -> ([Reason], Reason) {
        guard !ranking.ordered.isEmpty else { return ([.noCandidates], .noCandidates) }
        let failing = ranking.ordered.count { $0.fit == .unfit }
        var because: [Reason] = [.noneStarts(failing: failing, unknown: ranking.ordered.count - failing)]
        // The nearest has the least to mend, then the most to gain.
        let mendable = ranking.ordered.compactMap { other -> (count: Int, Ranking.Ranked, Reason)? in
            guard let (mended, reason) = other.facts.mended(ranking.profile, ranking.now) else { return nil }
            return (other.facts.proof.failed.count + (other.facts.wheels?.blocked.count ?? 0), mended, reason)
        }
        guard let nearest = mendable.min(by: { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.precedes($1.1) }) else {
            return (because, .ifAnyWereMeasured)
        }
        let id = nearest.1.facts.id
        if let facts = ranking.ordered.first(where: { $0.facts.id == id })?.facts {
            if let blocked = facts.wheels?.blocked.first {
                because.append(.nearestBlocked(id: id, package: blocked.package, why: blocked.reason))
            }
            if facts.proof.status == .fails, let check = facts.proof.failed.first {
                because.append(.nearestFails(id: id, check: check.id, why: check.reason))
            }
            if because.count == 1 { because.append(.nearestUnknown(id: id)) }
        }
        return (because, nearest.2)
    }
}

extension CandidateFacts {
    /// Why it is not the pick, in one reason.
    fileprivate var rejection: Reason {
        if let obstacle = obstacles.first { return obstacle }
        if let wheels, !wheels.needBuild.isEmpty {
            return .needsBuild(packages: wheels.needBuild, hasCompiler: hasCompiler)
        }
        return .notMeasured(inputs: missing)
    }

    /// The candidate as it would rank if it started, and what has to change for that; `nil` for what nobody can mend: an image
    /// that is withdrawn, out of support or not there.
    ///
    /// What is not known stays unknown, and counts against it.
    fileprivate func mended(_ profile: Profile, _ now: CalendarDate) -> (Ranking.Ranked, Reason)? {
        guard isAvailable != false, support?.isOver != true, support?.isWithdrawn != true else { return nil }
        var facts = self
        if var wheels {
            wheels.chosen += wheels.blocked.count
            wheels.blocked = []
            facts.wheels = wheels
        }
        var mended = Ranking.Ranked(facts, profile, now)
        mended.fit = wheels?.needBuild.isEmpty == false ? .needsBuild : .fits
        let checks = proof.status == .fails ? proof.failed.map(\.id) : []
        let packages = wheels?.blocked.map(\.package) ?? []
        if proof.status != .fails, packages.isEmpty { return (mended, .ifMeasured(id: id)) }
        return (mended, .ifMended(id: id, checks: checks, packages: packages))
    }
}
