/// What a candidate is worth for each profile, 0 to 100.
///
/// **The formula.** A score is the sum over `ScoreComponent` of *points for the profile × worth of the facts* (0…1), which is
/// 100 at most, brought into the range of the candidate's `Fit`:
///
///     score = low + round(sum / 100 × (high - low))
///
/// | fit | range | why |
/// |---|---|---|
/// | fits | 40…100 | proven to start, supported, all packages have wheels |
/// | needs a build | 25…39 | as above, once packages are built in a builder stage |
/// | unsupported | 10…24 | proven to start; withdrawn or out of support |
/// | unknown | 1…9 | not proven, or not measured |
/// | unfit | 0 | proven not to start, lacks a package, or no image for the platform |
///
/// | component | production | security | size | debug | worth |
/// |---|---|---|---|---|---|
/// | weight | 24 | | 100 | | mean of two scales (below) |
/// | support | 24 | 15 | | 10 | days left / 1095, × 0.75 in long-term support, × 0.5 if frozen; 0 if an end is unknown |
/// | vulnerabilities | 20 | 40 | | | 1 / (1 + burden / 20) |
/// | wheels | 10 | | | 10 | share of packages that have a wheel |
/// | shell | 10 | | | 45 | there is one |
/// | packageManager | | | | 35 | there is one |
/// | packages | 5 | 10 | | | 1 / (1 + system packages / 40) |
/// | notRoot | 4 | 10 | | | the user is not root |
/// | setIDFiles | 3 | 5 | | | 1 / (1 + files / 4) |
/// | noShell | | 10 | | | there is none |
/// | noPackageManager | | 10 | | | there is none |
///
/// Compressed bytes are worth 1 at 0, 0.75 at 50 MB, 0.35 at 200 MB, 0 at 3 GB; uncompressed 0.75 at 140 MB, 0.35 at 550 MB,
/// 0 at 8 GB; with straight lines between (`Scale` has all points). The burden of vulnerabilities is 10 × critical + 4 × high
/// + medium + unknown + low / 4.
///
/// What is not known is worth 0, so that measuring more never lowers a score. Scores depend on the candidate alone: other
/// candidates never move them. Stars go by the score of the profile asked for: 1 unfit, 2 to 24, 3 to 59, 4 to 79, 5 from 80.
public struct Scores: Sendable, Hashable, Codable {
    public var production: Int
    public var security: Int
    public var size: Int
    public var debug: Int

    public init(production: Int, security: Int, size: Int, debug: Int) {
        self.production = production
        self.security = security
        self.size = size
        self.debug = debug
    }

    init(_ facts: CandidateFacts, now: CalendarDate) {
        let fit = facts.fit
        func score(_ profile: Profile) -> Int { Self.score(facts.quality(profile, now), fit) }
        self.init(
            production: score(.production), security: score(.security), size: score(.size), debug: score(.debug))
    }

    public subscript(profile: Profile) -> Int {
        switch profile {
        case .production: production
        case .security: security
        case .size: size
        case .debug: debug
        }
    }

    public func stars(_ profile: Profile) -> Int {
        switch self[profile] {
        case ..<1: 1
        case ..<25: 2
        case ..<60: 3
        case ..<80: 4
        default: 5
        }
    }

    private static func score(_ quality: Double, _ fit: Fit) -> Int {
        let range = fit.scores
        return range.lowerBound + Int((quality / 100 * Double(range.count - 1)).rounded())
    }
}

extension CandidateFacts {
    /// The sum of the formula, 0 to 100, whatever the fit.
    func quality(_ profile: Profile, _ now: CalendarDate) -> Double {
        ScoreComponent.allCases.reduce(0) { sum, component in
            let points = component.points(profile)
            return points > 0 ? sum + points * component.worth(self, now) : sum
        }
    }
}
