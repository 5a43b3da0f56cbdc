/// What the values of labels may have to be.
enum LabelValue {
    /// `major.minor.patch[-pre][+build]` (https://semver.org, 2.0.0).
    static func isSemanticVersion(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let buildSign = bytes.firstIndex(of: 0x2B)
        let core = bytes[..<(buildSign ?? bytes.count)]
        if let buildSign, !areIdentifiers(bytes[(buildSign + 1)...], allowsLeadingZeros: true) { return false }
        let dash = core.firstIndex(of: 0x2D)
        if let dash, !areIdentifiers(core[(dash + 1)...], allowsLeadingZeros: false) { return false }
        let numbers = core[..<(dash ?? core.endIndex)].split(separator: 0x2E, omittingEmptySubsequences: false)
        return numbers.count == 3 && numbers.allSatisfy(isNumber)
    }

    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy(isDigit) && (bytes.count == 1 || bytes.first != 0x30)
    }

    private static func areIdentifiers(_ bytes: ArraySlice<UInt8>, allowsLeadingZeros: Bool) -> Bool {
        bytes.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
            guard !part.isEmpty, part.allSatisfy({ isDigit($0) || isLetter($0) || $0 == 0x2D }) else { return false }
            return allowsLeadingZeros || !part.allSatisfy(isDigit) || isNumber(part)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// `2026-01-02T03:04:05[.6](Z|+01:00)`
    static func isRFC3339(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func number(_ start: Int, _ count: Int) -> Int? {
            guard start + count <= bytes.count, bytes[start..<start + count].allSatisfy(isDigit) else { return nil }
            return bytes[start..<start + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        func has(_ byte: UInt8, _ place: Int) -> Bool { place < bytes.count && bytes[place] == byte }
        guard let year = number(0, 4), has(0x2D, 4), let month = number(5, 2), has(0x2D, 7), let day = number(8, 2),
            has(0x54, 10) || has(0x74, 10), let hour = number(11, 2), has(0x3A, 13), let minute = number(14, 2),
            has(0x3A, 16), let second = number(17, 2), (1...12).contains(month), hour < 24, minute < 60, second <= 60
        else { return false }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        guard (1...days).contains(day) else { return false }
        var place = 19
        if has(0x2E, place) {
            place += 1
            let start = place
            while place < bytes.count, isDigit(bytes[place]) { place += 1 }
            if place == start { return false }
        }
        if has(0x5A, place) || has(0x7A, place) { return place + 1 == bytes.count }
        guard has(0x2B, place) || has(0x2D, place), let hours = number(place + 1, 2), has(0x3A, place + 3),
            let minutes = number(place + 4, 2)
        else { return false }
        return hours < 24 && minutes < 60 && place + 6 == bytes.count
    }

    /// An absolute URI (RFC 3986 §3): a scheme, and characters that may stand in one, escapes whole.
    static func isURL(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: 0x3A), let first = bytes.first, isLetter(first),
            bytes[..<colon].allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
        else { return false }
        var place = colon + 1
        var fragments = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x25 {
                guard place + 2 < bytes.count, isHex(bytes[place + 1]), isHex(bytes[place + 2]) else { return false }
                place += 3
                continue
            }
            if byte == 0x23 { fragments += 1 }
            guard isLetter(byte) || isDigit(byte) || "-._~:/?#[]@!$&'()*+,;=".utf8.contains(byte) else { return false }
            place += 1
        }
        return fragments < 2
    }

    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

    /// `local@domain` (RFC 5322 §3.4.1), without comments and folding.
    static func isEmail(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let at = bytes.lastIndex(of: 0x40), at > 0, at + 1 < bytes.count, at <= 64 else { return false }
        let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
        guard domain.count <= 255 else { return false }
        func isAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
            bytes.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { isLetter($0) || isDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
            }
        }
        func isQuoted(_ bytes: ArraySlice<UInt8>) -> Bool {
            guard bytes.count >= 2, bytes.first == 0x22, bytes.last == 0x22 else { return false }
            var isEscaped = false
            for byte in bytes.dropFirst().dropLast() {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    return false
                }
            }
            return !isEscaped
        }
        let isDomain =
            domain.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.count <= 63 && label.first != 0x2D && label.last != 0x2D
                    && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D }
            } || (domain.first == 0x5B && domain.last == 0x5D)
        return (isAtom(local) || isQuoted(local)) && isDomain
    }
}
