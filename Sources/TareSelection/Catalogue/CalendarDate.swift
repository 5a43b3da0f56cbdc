/// A day, or a month where no day is known, as ISO 8601 writes them: `2028-06-30`, `2028-10`.
///
/// Ends of support are announced as either. A month stands for its last day wherever dates are compared.
public struct CalendarDate: Sendable, Hashable {
    public let year: Int
    public let month: Int
    /// `nil` where only the month is known.
    public let day: Int?

    /// Parses `YYYY-MM` or `YYYY-MM-DD`; `nil` for anything else and for days that no calendar has.
    public init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count == 2 })
        else { return nil }
        var numbers: [Int] = []
        for part in parts {
            var number = 0
            for byte in part {
                guard byte &- UInt8(ascii: "0") < 10 else { return nil }
                number = number * 10 + Int(byte &- UInt8(ascii: "0"))
            }
            numbers.append(number)
        }
        guard numbers[0] > 0, (1...12).contains(numbers[1]) else { return nil }
        year = numbers[0]
        month = numbers[1]
        day = numbers.count == 3 ? numbers[2] : nil
        if let day, !(1...Self.days(ofMonth: month, year: year)).contains(day) { return nil }
    }

    /// The day of a time as RFC 3339 writes it: `2026-11-25T16:33:35Z`.
    public init?(ofTime time: some StringProtocol) {
        guard let day = CalendarDate(String(time.prefix(10))), day.day != nil else { return nil }
        self = day
    }

    static func days(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar, of the last day that is meant.
    public var dayNumber: Int {
        // Years begin in March, so that the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + lastDay - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    private var lastDay: Int { day ?? Self.days(ofMonth: month, year: year) }
}

extension CalendarDate: Comparable {
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        // A day comes before the month that ends with it, so that the order is total.
        (left.year, left.month, left.lastDay, left.day == nil ? 1 : 0)
            < (right.year, right.month, right.lastDay, right.day == nil ? 1 : 0)
    }
}

extension CalendarDate: CustomStringConvertible {
    public var description: String {
        func padded(_ number: Int, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
        }
        return ([padded(year, 4), padded(month, 2)] + (day.map { [padded($0, 2)] } ?? [])).joined(separator: "-")
    }
}

extension CalendarDate: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text.prefix(40))' is no date")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
