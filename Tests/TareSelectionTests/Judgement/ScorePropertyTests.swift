import Testing

@testable import TareSelection

/// What must hold of scores whatever the facts: 400 seeded candidates each.
@Suite struct ScorePropertyTests {
    private func forEachCandidate(_ body: (CandidateFacts, inout SplitMix) -> Void) {
        var generator = SplitMix(seed: 2026)
        for number in 0..<400 {
            let facts = CandidateFacts.random("base-\(number)", &generator)
            body(facts, &generator)
        }
    }

    private func scores(_ facts: CandidateFacts) -> Scores { Scores(facts, now: .today) }

    @Test(arguments: Profile.allCases) func `the points of a profile are 100`(_ profile: Profile) {
        // A shell cannot be there and not be there: security asks for neither, debugging for both.
        #expect(ScoreComponent.allCases.reduce(0) { $0 + $1.points(profile) } == 100)
    }

    /// Bytes compressed and uncompressed, and the score of `40 + 60 × worth` that the formula gives.
    @Test(
        arguments: [
            (0, 0, 100), (25_000_000, 70_000_000, 94), (50_000_000, 140_000_000, 85), (100_000_000, 280_000_000, 73),
            (75_000_000, 210_000_000, 79), (200_000_000, 550_000_000, 61), (200_000_000, 140_000_000, 73),
            (400_000_000, 1_100_000_000, 51), (1_000_000_000, 2_750_000_000, 43), (3_000_000_000, 8_000_000_000, 40),
            (UInt64.max, UInt64.max, 40),
        ] as [(UInt64, UInt64, Int)]) func `the size's score is on its scale`(
            _ compressed: UInt64, _ uncompressed: UInt64, _ score: Int
        )
    {
        var facts = CandidateFacts.good("base")
        facts.size = .init(compressed: compressed, uncompressed: uncompressed)
        #expect(scores(facts).size == score)
    }

    @Test func `the other scores are what the formula gives by hand`() {
        // `good`: 70 + 200 MB; burden 4 + 4 + 5 = 13; 2028-10-31 is 706 days off; 105 packages; 9 set-uid files.
        let weight = ((0.75 - 0.2 * 20 / 50) + (0.75 - 0.2 * 60 / 140)) / 2
        let clean = 1 / (1 + 13.0 / 20)
        let support = 706.0 / 1_095
        let (packages, files) = (1 / (1 + 105.0 / 40), 1 / (1 + 9.0 / 4))
        let production =
            24 * weight + 24 * support + 20 * clean + 10 + 10 + 5 * packages + 4 + 3 * files
        let security = 40 * clean + 15 * support + 10 + 10 * packages + 5 * files
        let debug = 45 + 35 + 10 + 10 * support
        func score(_ quality: Double) -> Int { 40 + Int((quality * 0.6).rounded()) }
        #expect(
            scores(.good("base"))
                == Scores(
                    production: score(production), security: score(security), size: score(100 * weight),
                    debug: score(debug)))
    }

    @Test func `scores are within the range of the fit, and stars go by them`() {
        forEachCandidate { facts, _ in
            for profile in Profile.allCases {
                let scores = scores(facts)
                #expect(facts.fit.scores.contains(scores[profile]))
                #expect((1...5).contains(scores.stars(profile)))
                #expect((scores.stars(profile) == 1) == (facts.fit == .unfit))
                #expect(facts.fit.starts || scores.stars(profile) <= 2)
            }
        }
        #expect(Set(Fit.allCases.flatMap { Array($0.scores) }).count == 101)
    }

    @Test func `fewer bytes never lower a score`() {
        forEachCandidate { facts, generator in
            var smaller = facts
            if let bytes = facts.size.compressed { smaller.size.compressed = bytes / UInt64(1 + generator.below(9)) }
            if let bytes = facts.size.uncompressed { smaller.size.uncompressed = bytes - bytes / 3 }
            for profile in Profile.allCases { #expect(scores(smaller)[profile] >= scores(facts)[profile]) }
        }
    }

    @Test func `more vulnerabilities never raise a score`() {
        forEachCandidate { facts, generator in
            guard var more = facts.vulnerabilities else { return }
            switch generator.below(5) {
            case 0: more.critical += 1
            case 1: more.high += 2
            case 2: more.medium += 3
            case 3: more.low += 9
            default: more.unknown += 1
            }
            var worse = facts
            worse.vulnerabilities = more
            for profile in Profile.allCases { #expect(scores(worse)[profile] <= scores(facts)[profile]) }
        }
    }

    @Test func `an earlier end of support, more packages and more set-uid files never raise a score`() {
        forEachCandidate { facts, _ in
            var worse = facts
            let earlier = CalendarDate("2026-12-01")
            if let date = facts.support?.date { worse.support?.date = min(date, earlier ?? date) }
            worse.systemPackages = facts.systemPackages.map { $0 + 10 }
            worse.setIDFiles = facts.setIDFiles.map { $0 + 1 }
            for profile in Profile.allCases { #expect(scores(worse)[profile] <= scores(facts)[profile]) }
        }
    }

    @Test func `not knowing never raises a score`() {
        let forget: [(inout CandidateFacts) -> Void] = [
            { $0.size.compressed = nil }, { $0.size.uncompressed = nil }, { $0.wheels = nil }, { $0.shell = nil },
            { $0.packageManager = nil }, { $0.runsAsRoot = nil }, { $0.vulnerabilities = nil },
            { $0.systemPackages = nil }, { $0.setIDFiles = nil }, { $0.evidence = .unreachable },
            { $0.support?.unknown = ["Alpine Linux 3.24"] },
        ]
        forEachCandidate { facts, _ in
            // That a base is known not to fit is worse than not knowing.
            guard facts.fit.starts else { return }
            for forget in forget {
                var unknown = facts
                forget(&unknown)
                for profile in Profile.allCases { #expect(scores(unknown)[profile] <= scores(facts)[profile]) }
            }
        }
    }

    @Test func `an unknown size is not a size of nothing`() {
        var unknown = CandidateFacts.good("unknown")
        unknown.size = .init()
        var empty = unknown
        empty.size = .init(compressed: 0, uncompressed: 0)
        #expect(scores(empty).size == 100 && scores(unknown).size == 40)
        #expect(Judgement.of([unknown, .good("known")], .size).recommendation.id == "known")
    }

    @Test func `long-term support, a frozen tag and an unknown end each count less than the one before`() {
        func score(_ change: (inout SupportEnd) -> Void) -> Int {
            var facts = CandidateFacts.good("base")
            if var support = facts.support {
                change(&support)
                facts.support = support
            }
            return scores(facts).production
        }
        let longTerm = score { $0.longTerm = ["Debian 12"] }
        let frozen = score { $0.isFrozen = true }
        let unknown = score { $0.unknown = ["Alpine Linux 3.24"] }
        #expect(score { _ in } > longTerm && longTerm > frozen && frozen > unknown)
        #expect(unknown == score { $0.date = nil })
    }

    @Test func `what starts scores above what is not known to, and that above what does not`() {
        var generator = SplitMix(seed: 5)
        for _ in 0..<200 {
            let left = CandidateFacts.random("left", &generator)
            let right = CandidateFacts.random("right", &generator)
            guard left.fit > right.fit else { continue }
            for profile in Profile.allCases { #expect(scores(left)[profile] > scores(right)[profile]) }
        }
    }
}
