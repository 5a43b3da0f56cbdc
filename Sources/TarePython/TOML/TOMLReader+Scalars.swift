internal import TareDiagnostics

/// Booleans, numbers, dates and times.
extension TOMLReader {
    mutating func scalar() throws(ProjectFileError) -> TOMLValue.Content {
        let start = cursor
        while cursor < bytes.count, bytes[cursor].isScalarByte { cursor += 1 }
        guard cursor > start else { throw error("a value should stand here", at: start) }
        // A blank may stand between a date and a time.
        if cursor - start == 10, peek() == UInt8(ascii: " "), peek(1)?.isDigit == true,
            bytes[start + 4] == UInt8(ascii: "-")
        {
            cursor += 1
            while cursor < bytes.count, bytes[cursor].isScalarByte { cursor += 1 }
        }
        let token = bytes[start..<cursor]
        switch token.text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        if token.count > 4, token.prefix(4).allSatisfy(\.isDigit), token[start + 4] == UInt8(ascii: "-") {
            guard TOMLDate.isDate(token) else { throw error("'\(token.text.printable())' is no date", at: start) }
            return .dateTime(token.text)
        }
        if token.count > 2, token.prefix(2).allSatisfy(\.isDigit), token[start + 2] == UInt8(ascii: ":") {
            guard TOMLDate.isTime(token) else { throw error("'\(token.text.printable())' is no time", at: start) }
            return .dateTime(token.text)
        }
        guard let number = TOMLNumber.read(token) else {
            throw error("'\(token.text.printable(limit: 60))' is no value; a text must stand in quotes", at: start)
        }
        return number
    }
}

extension UInt8 {
    fileprivate var isScalarByte: Bool {
        isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
            || self == UInt8(ascii: ":") || self == UInt8(ascii: "_")
    }
}

/// The grammar of TOML's numbers.
private enum TOMLNumber {
    static func read(_ token: ArraySlice<UInt8>) -> TOMLValue.Content? {
        var digits = token
        var isNegative = false
        var isSigned = false
        if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isSigned = true
            isNegative = first == UInt8(ascii: "-")
            digits = digits.dropFirst()
        }
        if let radix = radix(digits) {
            guard !isSigned, let plain = withoutUnderscores(digits.dropFirst(2), radix: radix) else { return nil }
            return Int64(plain, radix: radix).map { .integer($0) }
        }
        let isFloat = digits.contains { $0 == UInt8(ascii: ".") || $0.lowercased == UInt8(ascii: "e") }
        if isFloat { return float(digits, isNegative: isNegative) }
        guard hasNoLeadingZero(digits), let plain = withoutUnderscores(digits, radix: 10) else { return nil }
        return Int64((isNegative ? "-" : "") + plain).map { .integer($0) }
    }

    private static func radix(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.count > 2, digits.first == UInt8(ascii: "0") else { return nil }
        return switch digits[digits.startIndex + 1] {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    private static func float(_ digits: ArraySlice<UInt8>, isNegative: Bool) -> TOMLValue.Content? {
        var rest = digits
        var text = isNegative ? "-" : ""
        if let mark = rest.firstIndex(where: { $0.lowercased == UInt8(ascii: "e") }) {
            var exponent = rest[(mark + 1)...]
            var sign = ""
            if exponent.first == UInt8(ascii: "-") || exponent.first == UInt8(ascii: "+") {
                sign = exponent.removeFirst() == UInt8(ascii: "-") ? "-" : ""
            }
            guard let plain = withoutUnderscores(exponent, radix: 10) else { return nil }
            rest = rest[..<mark]
            guard let mantissa = mantissa(rest) else { return nil }
            text += mantissa + "e" + sign + plain
        } else {
            guard let mantissa = mantissa(rest) else { return nil }
            text += mantissa
        }
        return Double(text).map { .float($0) }
    }

    private static func mantissa(_ digits: ArraySlice<UInt8>) -> String? {
        guard let point = digits.firstIndex(of: UInt8(ascii: ".")) else {
            return hasNoLeadingZero(digits) ? withoutUnderscores(digits, radix: 10) : nil
        }
        guard hasNoLeadingZero(digits[..<point]), let whole = withoutUnderscores(digits[..<point], radix: 10),
            let fraction = withoutUnderscores(digits[(point + 1)...], radix: 10)
        else { return nil }
        return whole + "." + fraction
    }

    private static func hasNoLeadingZero(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.count == 1 || digits.first != UInt8(ascii: "0")
    }

    /// The digits alone; an underscore must stand between two of them.
    private static func withoutUnderscores(_ digits: ArraySlice<UInt8>, radix: Int) -> String? {
        var plain: [UInt8] = []
        var previousIsDigit = false
        for byte in digits {
            if let digit = byte.hexadecimalDigit, digit < radix {
                plain.append(byte)
                previousIsDigit = true
            } else {
                guard byte == UInt8(ascii: "_"), previousIsDigit else { return nil }
                previousIsDigit = false
            }
        }
        return previousIsDigit ? plain[...].text : nil
    }
}
