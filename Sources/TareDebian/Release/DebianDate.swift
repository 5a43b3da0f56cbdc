/// Reads and writes the date form of control files: RFC 5322 with a numeric or `UTC` zone, as `Sat, 11 Jul 2026 10:16:37 UTC`.
public enum DebianDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970; `nil` unless the text is such a date of a year from 1970 to 9999.
    public static func parse(_ text: String) -> Int64? {
        var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "," }).map(String.init)
        if let first = words.first, first.utf8.first?.isASCIILetter == true { words.removeFirst() }
        guard words.count == 5, let day = number(words[0], digits: 1...2), let month = months.firstIndex(of: words[1]),
            let year = number(words[2], digits: 4...4), year >= 1970,
            (1...daysInMonth(month + 1, of: year)).contains(day)
        else { return nil }
        let clock = words[3].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard clock.count == 3, let hour = number(clock[0], digits: 1...2),
            let minute = number(clock[1], digits: 2...2),
            let second = number(clock[2], digits: 2...2), hour < 24, minute < 60, second <= 60,
            let offset = zone(words[4])
        else { return nil }
        let days = daysSinceEpoch(year: year, month: month + 1, day: day)
        return days * 86_400 + hour * 3600 + minute * 60 + second - offset
    }

    private static func number(_ text: String, digits: ClosedRange<Int>) -> Int64? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        return Int64(text)
    }

    private static func zone(_ text: String) -> Int64? {
        if text == "UTC" || text == "GMT" || text == "Z" { return 0 }
        guard text.utf8.count == 5, let sign = text.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let digits = number(String(text.dropFirst()), digits: 4...4), digits % 100 < 60
        else { return nil }
        let seconds = (digits / 100) * 3600 + (digits % 100) * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    private static func daysInMonth(_ month: Int, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar.
    private static func daysSinceEpoch(year: Int64, month: Int, day: Int64) -> Int64 {
        // Years begin in March, so that the leap day comes last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * Int64((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
