/// The grammar of TOML's dates and times (RFC 3339, with local variants).
enum TOMLDate {
    /// `1979-05-27`, alone or with a time and perhaps an offset.
    static func isDate(_ token: ArraySlice<UInt8>) -> Bool {
        guard token.count >= 10 else { return false }
        let start = token.startIndex
        guard let year = number(token[start..<(start + 4)]), token[start + 4] == UInt8(ascii: "-"),
            let month = number(token[(start + 5)..<(start + 7)]), token[start + 7] == UInt8(ascii: "-"),
            let day = number(token[(start + 8)..<(start + 10)]),
            (1...12).contains(month), day >= 1, day <= days(of: month, in: year)
        else { return false }
        let rest = token.dropFirst(10)
        guard let separator = rest.first else { return true }
        guard separator.lowercased == UInt8(ascii: "t") || separator == UInt8(ascii: " ") else { return false }
        return isTime(rest.dropFirst(), mayHaveOffset: true)
    }

    /// `07:32`, with seconds and their fraction or without.
    static func isTime(_ token: ArraySlice<UInt8>, mayHaveOffset: Bool = false) -> Bool {
        guard var rest = clock(token) else { return false }
        if rest.first == UInt8(ascii: ":") {
            guard rest.count >= 3, let second = number(rest.dropFirst().prefix(2)), second <= 59 else { return false }
            rest = rest.dropFirst(3)
            if rest.first == UInt8(ascii: ".") {
                let fraction = rest.dropFirst().prefix { $0.isDigit }
                guard !fraction.isEmpty else { return false }
                rest = rest.dropFirst(1 + fraction.count)
            }
        }
        guard let first = rest.first else { return true }
        guard mayHaveOffset else { return false }
        if first.lowercased == UInt8(ascii: "z") { return rest.count == 1 }
        guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return false }
        return clock(rest.dropFirst())?.isEmpty == true
    }

    /// Takes `hh:mm` and gives what is behind it.
    private static func clock(_ token: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard token.count >= 5, let hour = number(token.prefix(2)), hour <= 23,
            token[token.startIndex + 2] == UInt8(ascii: ":"),
            let minute = number(token.dropFirst(3).prefix(2)), minute <= 59
        else { return nil }
        return token.dropFirst(5)
    }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// At most four digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
    }
}
