/// Candidates weighed for a profile: scores, what speaks for and against each, and a recommendation.
///
/// Fit stands before everything: what does not start, or is not known to, is never recommended, however small or clean; a
/// base that is withdrawn or out of support never while a supported one starts. The same facts give the same judgement in
/// any order of the candidates; equal ones go by their ids.
public struct Judgement: Sendable, Hashable {
    /// In ascending order of their ids.
    public let candidates: [CandidateJudgement]
    public let recommendation: Recommendation

    /// - Parameter facts: one each candidate; of two with one id, the one that is known better is kept.
    /// - Complexity: O(n log n) in the number of candidates.
    public init(of facts: [CandidateFacts], for profile: Profile, now: CalendarDate) {
        let ranking = Ranking(facts, profile, now)
        let smallest = ranking.ordered.filter { $0.fit.starts }.compactMap(Weighed.init).min()
        candidates = ranking.ordered.map { ranked in
            let scores = Scores(ranked.facts, now: now)
            return CandidateJudgement(
                id: ranked.facts.id, fit: ranked.fit, scores: scores, stars: scores.stars(profile),
                pros: ranked.facts.pros, cons: ranked.facts.cons(smallest: smallest), missing: ranked.facts.missing)
        }.sorted { $0.id < $1.id }
        recommendation = Recommendation(ranking)
    }

    public subscript(id: String) -> CandidateJudgement? { candidates.first { $0.id == id } }
}

/// Candidates in the order in which they are recommended.
struct Ranking {
    struct Ranked {
        var facts: CandidateFacts
        var fit: Fit
        var quality: Double

        init(_ facts: CandidateFacts, _ profile: Profile, _ now: CalendarDate) {
            self.facts = facts
            fit = facts.fit
            quality = facts.quality(profile, now)
        }

        /// Fit, then quality, then the id.
        func precedes(_ other: Ranked) -> Bool {
            if fit != other.fit { return fit > other.fit }
            if quality != other.quality { return quality > other.quality }
            return facts.id < other.facts.id
        }
    }

    let ordered: [Ranked]
    let profile: Profile
    let now: CalendarDate

    init(_ facts: [CandidateFacts], _ profile: Profile, _ now: CalendarDate) {
        var seen: Set<String> = []
        ordered = facts.map { Ranked($0, profile, now) }.sorted { left, right in
            if left.facts.id == right.facts.id, left.fit == right.fit, left.quality == right.quality {
                return left.facts.missing.count < right.facts.missing.count
            }
            return left.precedes(right)
        }
        .filter { seen.insert($0.facts.id).inserted }
        self.profile = profile
        self.now = now
    }

    /// The first that starts.
    var pick: Ranked? { ordered.first.flatMap { $0.fit.starts ? $0 : nil } }

    /// The next that may be recommended: not one out of support beside one that is supported.
    var runnerUp: Ranked? {
        guard let pick, ordered.count > 1 else { return nil }
        return ordered[1].fit.starts && (ordered[1].fit > .unsupported || pick.fit == .unsupported) ? ordered[1] : nil
    }
}
