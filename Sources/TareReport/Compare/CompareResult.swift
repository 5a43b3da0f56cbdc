public import TareSelection

/// What `tare compare` answers: which base image, and why (`tare.compare/1`).
///
/// `null` is *not measured*; it is never 0.
public struct CompareResult: Codable, Sendable, Hashable {
    public var schema = "tare.compare/1"
    public var project: Project
    /// In ascending order of their ids.
    public var candidates: [Candidate]
    public var recommendation: Recommendation

    public init(project: Project, candidates: [Candidate], recommendation: Recommendation) {
        self.project = project
        self.candidates = candidates.sorted { $0.id < $1.id }
        self.recommendation = recommendation
    }
}

extension CompareResult {
    public struct Project: Codable, Sendable, Hashable {
        @OrNull public var name: String?
        @OrNull public var requiresPython: String?
        /// The lock's file.
        @OrNull public var lock: String?
        /// `server:app`.
        @OrNull public var application: String?
        /// Packages that the lock installs, of all platforms.
        @OrNull public var packages: Int?

        public init(name: String?, requiresPython: String?, lock: String?, application: String?, packages: Int?) {
            self.name = name
            self.requiresPython = requiresPython
            self.lock = lock
            self.application = application
            self.packages = packages
        }
    }

    /// A reason as a sentence in English, beside its code and figures, from which other languages are rendered.
    public struct Statement: Codable, Sendable, Hashable {
        public var text: String
        public var reason: Reason

        public init(_ reason: Reason) {
            text = reason.text(.english)
            self.reason = reason
        }
    }

    public struct Recommendation: Codable, Sendable, Hashable {
        public struct Rejected: Codable, Sendable, Hashable {
            public var id: String
            public var reason: Statement

            public init(id: String, reason: Statement) {
                self.id = id
                self.reason = reason
            }
        }

        public var profile: Profile
        /// `null` where no candidate is known to start.
        @OrNull public var id: String?
        @OrNull public var runnerUp: String?
        /// Up to three, the weightiest first.
        public var because: [Statement]
        public var wouldChangeIf: Statement
        /// Every other candidate, best first.
        public var rejected: [Rejected]

        public init(_ recommendation: TareSelection.Recommendation) {
            profile = recommendation.profile
            id = recommendation.id
            runnerUp = recommendation.runnerUp
            because = recommendation.because.map(Statement.init)
            wouldChangeIf = Statement(recommendation.wouldChangeIf)
            rejected = recommendation.rejected.map { Rejected(id: $0.id, reason: Statement($0.reason)) }
        }
    }

    /// Candidates in the order of the recommendation: the pick, the runner-up, the others.
    var ranked: [Candidate] {
        let ids = [recommendation.id, recommendation.runnerUp].compactMap { $0 } + recommendation.rejected.map(\.id)
        let places = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
        return candidates.enumerated().sorted { left, right in
            let (mine, theirs) = (places[left.element.id] ?? ids.count, places[right.element.id] ?? ids.count)
            return mine != theirs ? mine < theirs : left.offset < right.offset
        }.map(\.element)
    }

    func candidate(_ id: String?) -> Candidate? { id.flatMap { id in candidates.first { $0.id == id } } }
}
