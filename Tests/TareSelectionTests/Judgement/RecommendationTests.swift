import TareOCI
import Testing

@testable import TareSelection

/// The rules by example: fit before everything.
@Suite struct RecommendationTests {
    private func changed(_ id: String, _ change: (inout CandidateFacts) -> Void) -> CandidateFacts {
        var facts = CandidateFacts.good(id)
        change(&facts)
        return facts
    }

    /// Small and clean: it would win every profile but debugging.
    private func tempting(_ id: String, _ change: (inout CandidateFacts) -> Void) -> CandidateFacts {
        changed(id) {
            $0.shell = .absent
            $0.packageManager = .absent
            $0.size = .init(compressed: 9_000_000, uncompressed: 20_000_000)
            $0.vulnerabilities = .init(critical: 0, high: 0, medium: 0, low: 0, unknown: 0, fixable: 0)
            $0.systemPackages = 10
            $0.setIDFiles = 0
            change(&$0)
        }
    }

    @Test func `a base that starts and is smaller and cleaner is recommended`() {
        let recommendation = Judgement.of([.good("slim"), tempting("distroless") { _ in }], .security).recommendation
        #expect(recommendation.id == "distroless" && recommendation.runnerUp == "slim")
        #expect(
            recommendation.because == [
                .starts(packages: 48), .fewerSevereVulnerabilities(id: "slim", count: 0, otherCount: 1), .noShell,
            ])
    }

    @Test(arguments: Profile.allCases) func `one that does not start never is, however small and clean`(
        _ profile: Profile
    ) {
        let broken = tempting("alpine") {
            $0.proof = .init(.fails, failed: [.init(id: "libraries", reason: "libfoo.so.1 is missing")])
        }
        let judgement = Judgement.of([.good("slim"), broken], profile)
        #expect(judgement.recommendation.id == "slim" && judgement.recommendation.runnerUp == nil)
        #expect(judgement.recommendation.because.first == .onlyOneThatStarts)
        #expect(
            judgement.recommendation.rejected == [
                .init(id: "alpine", reason: .fails(check: "libraries", why: "libfoo.so.1 is missing", more: 0))
            ])
        #expect(judgement["alpine"]?.scores == Scores(production: 0, security: 0, size: 0, debug: 0))
        #expect(judgement["alpine"]?.stars == 1)
    }

    @Test(arguments: Profile.allCases) func `nor one that lacks a package, has no image, or is not known to start`(
        _ profile: Profile
    ) {
        let others = [
            tempting("blocked") { $0.wheels?.blocked = [.init(package: "torch", reason: "no musllinux wheel")] },
            tempting("elsewhere") { $0.isAvailable = false },
            tempting("undecided") { $0.proof = .init(.unknown, undecided: [.init(id: "application", reason: "?")]) },
            tempting("stated") { $0.evidence = .stated },
            tempting("unresolved") { $0.wheels = nil },
        ]
        let recommendation = Judgement.of(others + [.good("slim")], profile).recommendation
        #expect(recommendation.id == "slim" && recommendation.runnerUp == nil)
        let reasons = Dictionary(uniqueKeysWithValues: recommendation.rejected.map { ($0.id, $0.reason) })
        #expect(reasons["blocked"] == .blocked(package: "torch", why: "no musllinux wheel", more: 0))
        #expect(reasons["elsewhere"] == .unavailable)
        #expect(reasons["undecided"] == .undecided(check: "application", why: "?", more: 0))
        #expect(reasons["stated"] == .stated)
        #expect(reasons["unresolved"] == .notMeasured(inputs: [.wheels]))
    }

    @Test(arguments: Profile.allCases) func `one out of support or withdrawn gives way to any that is supported`(
        _ profile: Profile
    ) {
        let withdrawn = tempting("withdrawn") {
            $0.support?.isWithdrawn = true
            $0.support?.withdrawn = CalendarDate("2026-05-12")
        }
        let old = tempting("old") {
            $0.support?.date = CalendarDate("2026-09-01")
            $0.support?.isOver = true
        }
        let recommendation = Judgement.of([withdrawn, old, .good("slim")], profile).recommendation
        #expect(recommendation.id == "slim" && recommendation.runnerUp == nil)
        let without = Judgement.of([withdrawn, old], profile).recommendation
        #expect(without.id != nil && without.because.contains(.startsUnsupported))
    }

    @Test func `packages to build are said, and what needs none goes first`() {
        let building = tempting("alpine") { $0.wheels?.needBuild = ["psycopg2"] }
        let judgement = Judgement.of([building, .good("slim")], .size)
        #expect(judgement.recommendation.id == "slim" && judgement.recommendation.runnerUp == "alpine")
        #expect(judgement["alpine"]?.cons.first == .needsBuild(packages: ["psycopg2"], hasCompiler: false))
        let everywhere = [building, changed("slim") { $0.wheels?.needBuild = ["psycopg2"] }]
        let pick = Judgement.of(everywhere, .size).recommendation
        #expect(pick.id == "alpine" && pick.because.first == .startsWithBuild(packages: ["psycopg2"]))
    }

    @Test func `where none starts there is no pick, but the nearest and what would mend it`() {
        let near = tempting("alpine") {
            $0.proof = .init(.fails, failed: [.init(id: "libraries", reason: "libfoo.so.1 is missing")])
        }
        let far = tempting("distroless") {
            $0.proof = .init(
                .fails, failed: [.init(id: "command", reason: "a"), .init(id: "health", reason: "b")])
        }
        let gone = tempting("gone") {
            $0.support?.isWithdrawn = true
            $0.proof = .init(.fails, failed: [.init(id: "python", reason: "c")])
        }
        let recommendation = Judgement.of([far, near, gone]).recommendation
        #expect(recommendation.id == nil && recommendation.runnerUp == nil && recommendation.rejected.count == 3)
        #expect(
            recommendation.because == [
                .noneStarts(failing: 3, unknown: 0),
                .nearestFails(id: "alpine", check: "libraries", why: "libfoo.so.1 is missing"),
            ])
        #expect(recommendation.wouldChangeIf == .ifMended(id: "alpine", checks: ["libraries"], packages: []))
        let nothing = Judgement.of([]).recommendation
        #expect(nothing.id == nil && nothing.because == [.noCandidates])
        let unknown = Judgement.of([CandidateFacts(id: "x", evidence: .unreachable)]).recommendation
        #expect(unknown.because == [.noneStarts(failing: 0, unknown: 1), .nearestUnknown(id: "x")])
        #expect(unknown.wouldChangeIf == .ifMeasured(id: "x"))
        #expect(
            Judgement.of([tempting("a") { $0.isAvailable = false }]).recommendation.wouldChangeIf == .ifAnyWereMeasured)
    }

    @Test func `the size of the smallest that starts is what others are held against`() {
        let judgement = Judgement.of([.good("slim"), tempting("distroless") { _ in }])
        #expect(
            judgement["slim"]?.cons.contains(
                .largerThan(id: "distroless", bytes: 70_000_000, otherBytes: 9_000_000, measure: .compressed)) == true)
        #expect(judgement["distroless"]?.cons == [.hardToLookInto])
    }

    @Test func `what the catalogue states is weighed as stated, and never recommended`() throws {
        let (catalogue, calendar) = (try Catalogue.builtIn(), try SupportCalendar.builtIn())
        let amd64 = try Platform(parsing: "linux/amd64")
        let facts = catalogue.entries.map { entry in
            CandidateFacts(
                stated: entry, python: "3.12", platform: amd64,
                added: .init(compressed: 24_000_000, uncompressed: 80_000_000),
                support: calendar.supportEnds(entry, python: "3.12", now: .today))
        }
        let slim = try #require(facts.first { $0.id == "slim-bookworm" })
        #expect(slim.libc == "glibc 2.36" && slim.runsAsRoot == true && slim.shell == .present("/bin/sh"))
        #expect(slim.size == .init(compressed: 69_437_565, uncompressed: 204_300_000))
        let trixie = try #require(facts.first { $0.id == "slim-trixie" })
        #expect(trixie.size == .init())
        #expect(try #require(facts.first { $0.id == "distroless-cc-debian13" }).runsAsRoot == false)
        let judgement = Judgement.of(facts)
        #expect(judgement.recommendation.id == nil && judgement.recommendation.rejected.count == facts.count)
        #expect(judgement.candidates.allSatisfy { $0.stars <= 2 && $0.cons.contains(.stated) })
        #expect(judgement["distroless-python-debian12"]?.cons.first == .withdrawn(since: CalendarDate("2026-05-12")))
    }

    @Test func `of two with one id the better known is kept`() {
        var unknown = CandidateFacts.good("slim")
        unknown.vulnerabilities = nil
        let judgement = Judgement.of([unknown, .good("slim")])
        #expect(judgement.candidates.count == 1 && judgement.candidates[0].missing.isEmpty)
    }
}
