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
        #expect(Component.allCases.reduce(0) { $0 + $1.points(profile) } == 100)
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
