import Testing

@testable import TareSelection

/// What must hold of a recommendation whatever the candidates: 300 seeded lists each.
@Suite struct RecommendationPropertyTests {
    private func forEachList(_ body: ([CandidateFacts], Profile, inout SplitMix) throws -> Void) rethrows {
        var generator = SplitMix(seed: 42)
        for number in 0..<300 {
            try body(.init(CandidateFacts.randomList(&generator)), Profile.allCases[number % 4], &generator)
        }
    }

    @Test func `the order of the candidates does not matter`() {
        forEachList { facts, profile, generator in
            #expect(Judgement.of(facts.shuffled(using: &generator), profile) == Judgement.of(facts, profile))
        }
    }

    @Test func `the pick starts and is supported where any such is there, and nothing scores above it`() throws {
        try forEachList { facts, profile, _ in
            let judgement = Judgement.of(facts, profile)
            let best = facts.map(\.fit).max()
            guard let id = judgement.recommendation.id else {
                #expect(best.map { !$0.starts } ?? true)
                #expect(judgement.recommendation.runnerUp == nil)
                return
            }
            let pick = try #require(facts.first { $0.id == id })
            #expect(pick.proof.status == .starts && pick.evidence == .measured && pick.wheels?.blocked == [])
            #expect(pick.isAvailable != false && pick.fit == best)
            let top = try #require(judgement[id]).scores[profile]
            #expect(judgement.candidates.allSatisfy { $0.scores[profile] <= top })
            if let next = judgement.recommendation.runnerUp {
                let other = try #require(facts.first { $0.id == next })
                #expect(other.fit.starts && next != id)
                let isSupported = other.fit > .unsupported
                #expect(isSupported || pick.fit == .unsupported)
            }
        }
    }

    @Test func `every candidate is the pick, the runner-up or rejected for a reason`() {
        forEachList { facts, profile, _ in
            let recommendation = Judgement.of(facts, profile).recommendation
            let named =
                [recommendation.id, recommendation.runnerUp].compactMap { $0 } + recommendation.rejected.map(\.id)
            #expect(named.sorted() == facts.map(\.id).sorted())
            #expect((1...3).contains(recommendation.because.count))
            #expect(Set(recommendation.because).count == recommendation.because.count)
        }
    }

    @Test func `a candidate that does not start changes neither the pick nor any score`() {
        forEachList { facts, profile, generator in
            var worse = CandidateFacts.random("added", &generator)
            worse.proof = .init(.fails, failed: [.init(id: "command", reason: "missing")])
            let before = Judgement.of(facts, profile)
            let after = Judgement.of(facts + [worse], profile)
            #expect(after.recommendation.id == before.recommendation.id)
            #expect(after.recommendation.runnerUp == before.recommendation.runnerUp)
            for candidate in before.candidates { #expect(after[candidate.id]?.scores == candidate.scores) }
        }
    }

    @Test func `one that is worse in everything changes neither the pick nor any score`() throws {
        try forEachList { facts, profile, _ in
            let before = Judgement.of(facts, profile)
            guard let id = before.recommendation.id, let next = before.recommendation.runnerUp else { return }
            var worse = try #require(facts.first { $0.id == next })
            worse.id = "worse"
            worse.size.compressed = worse.size.compressed.map { $0 < .max / 2 ? $0 + 1_000 : $0 }
            worse.vulnerabilities?.critical += 1
            worse.setIDFiles = nil
            let after = Judgement.of(facts + [worse], profile)
            #expect(after.recommendation.id == id && after.recommendation.runnerUp == next)
            #expect(after.recommendation.because == before.recommendation.because)
        }
    }

    @Test func `equal candidates go by their ids`() {
        let facts = ["c", "a", "b"].map { CandidateFacts.good($0) }
        for profile in Profile.allCases {
            let recommendation = Judgement.of(facts, profile).recommendation
            #expect(recommendation.id == "a" && recommendation.runnerUp == "b")
            #expect(recommendation.rejected.map(\.id) == ["c"])
        }
    }

    @Test func `what would change the answer does change it`() throws {
        try forEachList { facts, profile, _ in
            let recommendation = Judgement.of(facts, profile).recommendation
            guard let pick = recommendation.id else { return }
            switch recommendation.wouldChangeIf {
            case .ifMended(let id, let checks, let packages):
                let after = facts.map { $0.id == id ? mended($0) : $0 }
                #expect(Judgement.of(after, profile).recommendation.id == id)
                let before = try #require(facts.first { $0.id == id })
                #expect(packages == before.wheels?.blocked.map(\.package) ?? [])
                #expect(checks == (before.proof.status == .fails ? before.proof.failed.map(\.id) : []))
                #expect(!checks.isEmpty || !packages.isEmpty)
            case .ifMeasured(let id):
                let after = facts.map { $0.id == id ? mended($0) : $0 }
                #expect(Judgement.of(after, profile).recommendation.id == id)
                #expect(facts.first { $0.id == id }?.fit == .unknown)
            case .ifProfile(let other, let id):
                #expect(other != profile && id != pick && Judgement.of(facts, other).recommendation.id == id)
            case .ifPickFell(let id):
                let after = facts.filter { $0.id != pick }
                #expect(id == recommendation.runnerUp && Judgement.of(after, profile).recommendation.id == id)
            case .nothingElseStarts:
                #expect(recommendation.runnerUp == nil)
            default: Issue.record("\(recommendation.wouldChangeIf)")
            }
        }
    }

    /// The candidate as if it started.
    private func mended(_ facts: CandidateFacts) -> CandidateFacts {
        var facts = facts
        facts.evidence = .measured
        facts.proof = .init(.starts)
        let blocked = facts.wheels?.blocked.count ?? 0
        facts.wheels?.chosen += blocked
        facts.wheels?.blocked = []
        if facts.wheels == nil { facts.wheels = .init(chosen: 1) }
        return facts
    }
}
