import Foundation
import Testing

@testable import TareSelection

@Suite struct CalendarDateTests {
    @Test(arguments: [
        "2028-06-30", "2028-10", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31",
    ]) func `a date is written as it was read`(_ text: String) throws {
        #expect(try #require(CalendarDate(text)).description == text)
    }

    @Test(arguments: [
        "", "2028", "2028-13", "2028-00", "2028-6-30", "2028-06-31", "2023-02-29", "1900-02-29", "2028-06-00",
        "0000-01", "2028/06/30", "28-06-30", "2028-06-30-1", "+028-06", "2028-06-3０", "2028-06-30 ",
    ]) func `what is no date is refused`(_ text: String) { #expect(CalendarDate(text) == nil) }

    @Test func `days are counted as Foundation's calendar counts them`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        // Every 97th day from 1900 to 2120: all months, leap years and centuries.
        for day in stride(from: -25_567, to: 54_787, by: 97) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(CalendarDate(text)?.dayNumber == day, "\(text)")
        }
    }

    @Test func `a month ends with its last day, and dates are in the order of their days`() throws {
        func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
        #expect(try date("2028-10").dayNumber == date("2028-10-31").dayNumber)
        #expect(try date("2028-02").dayNumber == date("2028-02-29").dayNumber)
        let ordered = ["2027-12-31", "2028-10-30", "2028-10-31", "2028-10", "2028-11-01", "2029-01"]
        #expect(try ordered.reversed().map(date).sorted().map(\.description) == ordered)
        #expect(CalendarDate(ofTime: "2026-11-25T16:33:35Z")?.description == "2026-11-25")
        #expect(CalendarDate(ofTime: "2026-11") == nil)
    }
}
