@testable import TareSelection

extension CalendarDate {
    /// The day that the tests are on.
    static let today: CalendarDate = {
        guard let date = CalendarDate("2026-11-25") else { fatalError("no date") }
        return date
    }()
}

extension CandidateFacts {
    /// A candidate that starts, of which all is known.
    static func good(_ id: String) -> CandidateFacts {
        var facts = CandidateFacts(id: id, evidence: .measured)
        facts.python = "3.12.14"
        facts.libc = "glibc 2.41"
        facts.shell = .present("/bin/sh")
        facts.packageManager = .present("apt")
        facts.runsAsRoot = false
        facts.size = Size(compressed: 70_000_000, uncompressed: 200_000_000)
        facts.wheels = Wheels(chosen: 48)
        facts.proof = Proof(.starts)
        facts.vulnerabilities = Vulnerabilities(critical: 0, high: 1, medium: 4, low: 20, unknown: 0, fixable: 2)
        facts.support = SupportEnd(
            date: CalendarDate("2028-10"), subject: .python("3.12"), title: "CPython 3.12")
        facts.systemPackages = 105
        facts.setIDFiles = 9
        facts.isAvailable = true
        return facts
    }

    /// Any facts at all, each of them unknown now and then.
    static func random(_ id: String, _ generator: inout SplitMix) -> CandidateFacts {
        func maybe<Value>(_ value: Value, unknownOnceIn times: Int = 6) -> Value? {
            generator.once(in: times) ? nil : value
        }
        func presence(_ name: String) -> Presence? { maybe(generator.once(in: 2) ? .absent : .present(name)) }
        var facts = CandidateFacts(
            id: id, evidence: generator.once(in: 5) ? (generator.once(in: 2) ? .stated : .unreachable) : .measured)
        facts.shell = presence("/bin/sh")
        facts.packageManager = presence("apt")
        facts.runsAsRoot = maybe(generator.once(in: 2))
        // Few figures, so that ties happen.
        let bytes: [UInt64] = [0, 18_037_743, 45_437_565, 45_437_566, 124_300_000, 380_573_758, 5_000_000_000, .max]
        facts.size = Size(
            compressed: maybe(bytes.randomElement(using: &generator) ?? 0),
            uncompressed: maybe(bytes.randomElement(using: &generator) ?? 0))
        facts.wheels = maybe(
            Wheels(
                chosen: generator.below(60), needBuild: generator.once(in: 4) ? ["psycopg2", "lxml"] : [],
                blocked: generator.once(in: 6) ? [Blocked(package: "torch", reason: "no wheel")] : []))
        switch generator.below(5) {
        case 0:
            let checks = ["libraries", "command"].map { Proof.Check(id: $0, reason: "because of \($0)") }
            facts.proof = Proof(.fails, failed: generator.once(in: 2) ? checks : [checks[0]])
        case 1: facts.proof = Proof(.unknown, undecided: [.init(id: "application", reason: "not read")])
        default: facts.proof = Proof(.starts)
        }
        func count() -> Int { [0, 0, 1, 3, 17, 240].randomElement(using: &generator) ?? 0 }
        facts.vulnerabilities = maybe(
            Vulnerabilities(
                critical: count(), high: count(), medium: count(), low: count(), unknown: count(), fixable: 0))
        let dates = ["2026-04", "2026-11-24", "2026-11-25", "2027-10", "2028-06-30", "2031-10"]
        let date = maybe(dates.randomElement(using: &generator).flatMap { CalendarDate($0) }) ?? nil
        facts.support = maybe(
            SupportEnd(
                date: date, title: date == nil ? nil : "Debian 12", isOver: date.map { $0 < .today } ?? false,
                longTerm: generator.once(in: 4) ? ["Debian 12"] : [],
                unknown: generator.once(in: 4) ? ["Alpine Linux 3.24"] : [],
                isWithdrawn: generator.once(in: 8), isFrozen: generator.once(in: 4)))
        facts.systemPackages = maybe(count())
        facts.setIDFiles = maybe(count())
        facts.isAvailable = maybe(!generator.once(in: 8))
        return facts
    }

    static func randomList(_ generator: inout SplitMix) -> [CandidateFacts] {
        (0..<generator.below(9)).map { .random("base-\($0)", &generator) }
    }
}

extension Judgement {
    static func of(_ facts: [CandidateFacts], _ profile: Profile = .production) -> Judgement {
        Judgement(of: facts, for: profile, now: .today)
    }
}
