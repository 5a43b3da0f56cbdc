import Testing

@testable import TareSelection

@Suite struct SupportEndTests {
    private static func end(_ id: String, _ python: String?, _ now: String = "2026-11-25") throws -> SupportEnd {
        let now = try #require(CalendarDate(now))
        return try SupportCalendar.builtIn().supportEnds(Catalogue.builtIn().entry(id), python: python, now: now)
    }

    @Test(arguments: [
        ("slim-bookworm", "3.12", "2028-06-30", "Debian 12"),
        ("slim-bookworm", "3.11", "2027-10", "CPython 3.11"),
        ("slim-trixie", "3.12", "2028-10", "CPython 3.12"),
        ("slim-trixie", "3.15", "2030-06-30", "Debian 13"),
        ("distroless-python-debian13", nil, "2029-10", "CPython 3.13"),
        ("distroless-python-debian12", nil, "2026-04", "Google's distroless python3-debian12"),
        ("distroless-cc-debian12", "3.13", "2026-09-01", "Google's distroless cc-debian12"),
        ("debian-distroless-cc-bookworm", "3.13", "2028-06-30", "Debian 12"),
        ("alpine", "3.12", "2028-10", "CPython 3.12"),
    ]) func `the earliest end counts, and is named`(
        _ id: String, _ python: String?, _ date: String, _ title: String
    ) throws {
        let end = try Self.end(id, python)
        #expect(end.date?.description == date && end.title == title)
    }

    @Test func `long-term support counts, and is said`() throws {
        #expect(try Self.end("slim-bookworm", "3.12").longTerm == ["Debian 12"])
        #expect(try Self.end("slim-bookworm", "3.12", "2026-06-10").longTerm == [])
        #expect(try Self.end("slim-bookworm", "3.12", "2026-06-11").longTerm == ["Debian 12"])
        #expect(try Self.end("slim-trixie", "3.12").longTerm == [])
    }

    @Test func `the last day is supported, the day after is not; a month lasts until its last day`() throws {
        #expect(try !Self.end("distroless-cc-debian12", "3.13", "2026-09-01").isOver)
        #expect(try Self.end("distroless-cc-debian12", "3.13", "2026-09-02").isOver)
        #expect(try !Self.end("slim-trixie", "3.10", "2026-10-31").isOver)
        #expect(try Self.end("slim-trixie", "3.10", "2026-11-01").isOver)
    }

    @Test func `what was withdrawn or is not rebuilt is said to be so`() throws {
        let withdrawn = try Self.end("distroless-python-debian12", nil)
        #expect(withdrawn.isWithdrawn && withdrawn.withdrawn?.description == "2026-05-12" && withdrawn.isOver)
        #expect(try !Self.end("distroless-python-debian12", nil, "2026-05-11").isWithdrawn)
        #expect(try Self.end("slim-bookworm", "3.12").isFrozen)
        #expect(try !Self.end("slim-trixie", "3.12").isFrozen)
    }

    @Test func `an end that nobody announced is named as unknown, and never taken for endless`() throws {
        #expect(try Self.end("alpine", "3.12").unknown == ["Alpine Linux 3.24"])
        #expect(try Self.end("slim-trixie", "3.99").unknown == ["CPython 3.99"])
        #expect(try Self.end("chainguard", nil).unknown == ["Wolfi", "CPython"])
        let nothing = try SupportCalendar.builtIn().supportEnds(of: [], now: try #require(CalendarDate("2026-11-25")))
        #expect(nothing.date == nil && !nothing.isOver)
    }
}
