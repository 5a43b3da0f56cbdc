/// A statement about a candidate, coded: languages are added where reasons are rendered.
///
/// In JSON each is an object with one key, the code, whose value has the figures: `{"noShell": {}}`.
public enum Reason: Sendable, Hashable, Codable {
    /// Which of an image's two sizes.
    public enum Measure: String, Sendable, Hashable, Codable, CaseIterable {
        case compressed
        case uncompressed
    }

    /// What a judgement reads of a candidate.
    public enum Input: String, Sendable, Hashable, Codable, CaseIterable {
        case wheels, proof, size, vulnerabilities, support, shell, packageManager, user, packages, setIDFiles
    }

    // That it fits.
    /// Every check passes, and every package has a wheel.
    case starts(packages: Int)
    case startsWithBuild(packages: [String])
    case startsUnsupported
    /// No other candidate starts.
    case onlyOneThatStarts

    // What speaks for it, absolutely or beside another candidate.
    case weighs(bytes: UInt64, measure: Measure)
    case smallerThan(id: String, bytes: UInt64, otherBytes: UInt64, measure: Measure)
    case noVulnerabilities
    case fewerVulnerabilities(id: String, count: Int, otherCount: Int)
    case fewerSevereVulnerabilities(id: String, count: Int, otherCount: Int)
    case supportedUntil(date: CalendarDate, what: String)
    case supportedLongerThan(id: String, date: CalendarDate, otherDate: CalendarDate)
    case noShell
    case noPackageManager
    case notRoot
    case noSetIDFiles
    case fewerSetIDFiles(id: String, count: Int, otherCount: Int)
    case fewPackages(count: Int)
    case fewerPackages(id: String, count: Int, otherCount: Int)
    case hasShell(path: String)
    case hasPackageManager(name: String)

    // Why it is not to be used.
    case unavailable
    /// `more` counts the other packages without a way in.
    case blocked(package: String, why: String, more: Int)
    case fails(check: String, why: String, more: Int)
    case withdrawn(since: CalendarDate?)
    case supportOver(date: CalendarDate, what: String)
    case unreachable
    case stated
    case undecided(check: String, why: String, more: Int)
    case notMeasured(inputs: [Input])

    // What speaks against it.
    case needsBuild(packages: [String], hasCompiler: Bool)
    case largerThan(id: String, bytes: UInt64, otherBytes: UInt64, measure: Measure)
    case vulnerabilities(critical: Int, high: Int, total: Int, fixable: Int)
    case hardToLookInto
    case root
    case setIDFiles(count: Int)
    case longTermOnly(what: [String])
    case frozen
    case supportUnknown(what: [String])
    /// Starts too; `mainly` is what costs it most beside the pick.
    case ranksBelow(id: String, profile: Profile, score: Int, otherScore: Int, mainly: ScoreComponent?)

    // What would change the answer.
    /// It would be the pick if it started: for that, these checks have to hold and these packages need a way in.
    case ifMended(id: String, checks: [String], packages: [String])
    /// By what is known of it, it would be the pick if it were measured and started.
    case ifMeasured(id: String)
    case ifProfile(profile: Profile, id: String)
    case ifPickFell(id: String)
    case nothingElseStarts
    case ifAnyWereMeasured
    case noCandidates

    // Why there is no pick.
    case noneStarts(failing: Int, unknown: Int)
    case nearestFails(id: String, check: String, why: String)
    case nearestBlocked(id: String, package: String, why: String)
    case nearestUnknown(id: String)
}
