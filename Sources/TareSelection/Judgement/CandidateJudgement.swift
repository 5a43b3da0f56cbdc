/// One candidate, judged.
public struct CandidateJudgement: Sendable, Hashable {
    public var id: String
    public var fit: Fit
    public var scores: Scores
    /// 1 to 5, for the profile asked for.
    public var stars: Int
    public var pros: [Reason]
    public var cons: [Reason]
    /// What is not known of it, each lowering its scores.
    public var missing: [Reason.Input]
}

/// The pick, and why.
public struct Recommendation: Sendable, Hashable {
    public struct Rejected: Sendable, Hashable {
        public var id: String
        public var reason: Reason
    }

    public var profile: Profile
    /// `nil` where no candidate is known to start.
    public var id: String?
    /// The next to be recommended; `nil` where no other may be.
    public var runnerUp: String?
    /// Up to three, the weightiest first.
    public var because: [Reason]
    public var wouldChangeIf: Reason
    /// Every other candidate, best first.
    public var rejected: [Rejected]
}
