import Foundation
import TareSelection
import Testing

@testable import TareReport

/// Every statement in every language, held to a file.
@Suite struct ReasonTextTests {
    private static let samples: [Reason] = {
        guard let date = CalendarDate("2028-06-30"), let month = CalendarDate("2028-10") else { return [] }
        return [
            .starts(packages: 0), .starts(packages: 1), .starts(packages: 61),
            .startsWithBuild(packages: ["lxml"]), .startsWithBuild(packages: ["lxml", "psycopg2"]),
            .startsUnsupported, .onlyOneThatStarts, .weighs(bytes: 65_500_000, measure: .compressed),
            .smallerThan(id: "slim", bytes: 45_437_565, otherBytes: 380_573_758, measure: .uncompressed),
            .smallerThan(id: "slim", bytes: 45_437_565, otherBytes: 45_437_566, measure: .compressed),
            .noVulnerabilities, .fewerVulnerabilities(id: "slim", count: 0, otherCount: 26),
            .fewerSevereVulnerabilities(id: "slim", count: 1, otherCount: 2),
            .supportedUntil(date: date, what: "Debian 12"),
            .supportedLongerThan(id: "slim", date: month, otherDate: date), .noShell, .noPackageManager, .notRoot,
            .noSetIDFiles, .fewerSetIDFiles(id: "slim", count: 1, otherCount: 8), .fewPackages(count: 1),
            .fewPackages(count: 39), .fewerPackages(id: "slim", count: 39, otherCount: 87),
            .hasShell(path: "/bin/sh"), .hasPackageManager(name: "apt"), .unavailable,
            .blocked(package: "torch", why: "no musllinux wheel", more: 0),
            .blocked(package: "torch", why: "no musllinux wheel", more: 2),
            .fails(check: "command", why: "uvicorn is not in PATH", more: 0), .fails(check: "-", why: "", more: 1),
            .withdrawn(since: date), .withdrawn(since: nil), .supportOver(date: month, what: "CPython 3.10"),
            .unreachable, .stated, .undecided(check: "application", why: "not read", more: 1),
            .notMeasured(inputs: Reason.Input.allCases), .needsBuild(packages: ["lxml"], hasCompiler: true),
            .needsBuild(packages: ["a", "b", "c", "d", "e", "f", "g"], hasCompiler: false),
            .largerThan(id: "slim", bytes: 1_020_000_000, otherBytes: 124_300_000, measure: .uncompressed),
            .vulnerabilities(critical: 1, high: 2, total: 26, fixable: 3),
            .vulnerabilities(critical: 0, high: 0, total: 1, fixable: 0), .hardToLookInto, .root,
            .setIDFiles(count: 1), .setIDFiles(count: 8), .longTermOnly(what: ["Debian 12"]), .frozen,
            .supportUnknown(what: ["Wolfi", "CPython"]),
        ]
            + (ScoreComponent.allCases + [nil]).map {
                .ranksBelow(id: "slim", profile: .production, score: 71, otherScore: 78, mainly: $0)
            } + [
                .ifMended(id: "alpine", checks: ["libraries"], packages: ["torch", "jax"]),
                .ifMended(id: "alpine", checks: ["libraries"], packages: []), .ifMeasured(id: "slim"),
            ] + Profile.allCases.map { .ifProfile(profile: $0, id: "slim") } + [
                .ifPickFell(id: "slim"), .nothingElseStarts, .ifAnyWereMeasured, .noCandidates,
                .noneStarts(failing: 2, unknown: 3),
                .nearestFails(id: "alpine", check: "libraries", why: "libpq.so.5 is missing"),
                .nearestBlocked(id: "alpine", package: "torch", why: "no musllinux wheel"),
                .nearestUnknown(id: "slim"),
            ]
    }()

    @Test func `every statement reads well in every language`() throws {
        let lines = Self.samples.flatMap { reason in Language.allCases.map { reason.text($0) } }
        try Golden.expect(lines.joined(separator: "\n") + "\n", is: "reasons.txt")
        for reason in Self.samples { #expect(reason.text(.chinese) != reason.text(.english)) }
    }

    @Test func `the samples leave no statement out`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/TareSelection/Judgement/Reason.swift")
        let declared = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("    case ") }.map { String($0.dropFirst(9).prefix { $0 != "(" }) }
        let sampled = Set(Self.samples.map { String("\($0)".prefix { $0 != "(" }) })
        #expect(sampled == Set(declared) && declared.count > 40)
    }

    @Test func `names that strangers chose are made printable`() {
        let name = "to\u{1B}[31mrch\n"
        for language in Language.allCases {
            let text = Reason.blocked(package: name, why: name, more: 0).text(language)
            #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }
}
