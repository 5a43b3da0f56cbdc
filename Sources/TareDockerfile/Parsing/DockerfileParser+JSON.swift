extension DockerfileParser {
    /// `parseJSON`: an array of strings. False if the text is no JSON array, which makes it the shell form.
    mutating func readJSON(_ range: TextRange, _ row: Int) -> Bool {
        var place = range.start
        while place < range.end {
            let length = text.spaceLength(at: place, end: range.end)
            if length == 0 { break }
            place += length
        }
        guard place < range.end, text[place] == 0x5B else { return false }
        let first = arguments.count
        var scanner = JSONScanner(place: place + 1, end: range.end)
        switch scanner.array(text, into: &arguments) {
        case .strings: return true
        case .others(let other):
            breakNode(
                row, "when using JSON array syntax, arrays must be comprised of strings only",
                hint: "put every element in double quotes", at: other)
            return true
        case .malformed:
            arguments.removeSubrange(first...)
            return false
        }
    }
}

/// Reads JSON as Go's `encoding/json` accepts it, without recursion.
struct JSONScanner {
    var place: Int
    let end: Int

    /// Arrays and objects inside each other, as in Go.
    private static let mostNesting = 10_000

    enum Outcome {
        case strings
        /// Valid, with an element that is no string.
        case others(TextRange)
        case malformed
    }

    init(place: Int, end: Int) {
        self.place = place
        self.end = end
    }

    /// Reads behind `[` to the end of the text.
    mutating func array(_ text: [UInt8], into arguments: inout [ArgumentNode]) -> Outcome {
        var other: TextRange?
        skipSpaces(text)
        if place < end, text[place] == 0x5D {
            place += 1
            return finish(text, other)
        }
        while place < end {
            let start = place
            if text[place] == 0x22 {
                guard let string = string(text) else { return .malformed }
                arguments.append(string)
            } else {
                guard value(text) else { return .malformed }
                other = other ?? TextRange(start, place)
            }
            skipSpaces(text)
            guard place < end else { return .malformed }
            let byte = text[place]
            place += 1
            if byte == 0x5D { return finish(text, other) }
            guard byte == 0x2C else { return .malformed }
            skipSpaces(text)
        }
        return .malformed
    }

    private mutating func finish(_ text: [UInt8], _ other: TextRange?) -> Outcome {
        skipSpaces(text)
        guard place == end else { return .malformed }
        return other.map { .others($0) } ?? .strings
    }

    private mutating func skipSpaces(_ text: [UInt8]) {
        while place < end, text[place] == 0x20 || (0x09...0x0D).contains(text[place]) {
            if text[place] == 0x0B || text[place] == 0x0C { return }
            place += 1
        }
    }

    /// A string from its opening quote on.
    private mutating func string(_ text: [UInt8]) -> ArgumentNode? {
        place += 1
        let start = place
        var isEscaped = false
        while place < end {
            let byte = text[place]
            if byte == 0x22 {
                place += 1
                return ArgumentNode(range: TextRange(start, place - 1), isEscaped: isEscaped)
            }
            if byte < 0x20 { return nil }
            place += 1
            guard byte == 0x5C else { continue }
            isEscaped = true
            guard place < end else { return nil }
            switch text[place] {
            case 0x22, 0x2F, 0x5C, 0x62, 0x66, 0x6E, 0x72, 0x74: place += 1
            case 0x75:
                guard place + 4 < end, text[place + 1..<place + 5].allSatisfy({ $0.hexValue != nil }) else {
                    return nil
                }
                place += 5
            default: return nil
            }
        }
        return nil
    }

    /// Any other value, nested ones included.
    private mutating func value(_ text: [UInt8]) -> Bool {
        // For each open array or object: whether it is an object.
        var open: [Bool] = []
        repeat {
            skipSpaces(text)
            guard place < end else { return false }
            switch text[place] {
            case 0x5B, 0x7B:
                let isObject = text[place] == 0x7B
                place += 1
                skipSpaces(text)
                guard place < end, open.count + 1 < Self.mostNesting else { return false }
                if text[place] == (isObject ? 0x7D : 0x5D) {
                    place += 1
                    break
                }
                open.append(isObject)
                if isObject, !key(text) { return false }
                continue
            case 0x22: if string(text) == nil { return false }
            case 0x74: if !literal(text, "true") { return false }
            case 0x66: if !literal(text, "false") { return false }
            case 0x6E: if !literal(text, "null") { return false }
            default: if !number(text) { return false }
            }
            // Behind a value: close what ends, or go on behind a comma.
            while let isObject = open.last {
                skipSpaces(text)
                guard place < end else { return false }
                let byte = text[place]
                place += 1
                if byte == (isObject ? 0x7D : 0x5D) {
                    open.removeLast()
                    continue
                }
                guard byte == 0x2C else { return false }
                if isObject, !key(text) { return false }
                break
            }
        } while !open.isEmpty
        return true
    }

    /// `"name":` of an object.
    private mutating func key(_ text: [UInt8]) -> Bool {
        skipSpaces(text)
        guard place < end, text[place] == 0x22, string(text) != nil else { return false }
        skipSpaces(text)
        guard place < end, text[place] == 0x3A else { return false }
        place += 1
        return true
    }

    private mutating func literal(_ text: [UInt8], _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard place + length <= end, text[place..<place + length].elementsEqual(word.description.utf8) else {
            return false
        }
        place += length
        return true
    }

    private mutating func number(_ text: [UInt8]) -> Bool {
        let start = place
        if place < end, text[place] == 0x2D { place += 1 }
        guard place < end, text[place].isDigit else { return false }
        if text[place] == 0x30 { place += 1 } else { skipDigits(text) }
        if place < end, text[place] == 0x2E {
            place += 1
            guard place < end, text[place].isDigit else { return false }
            skipDigits(text)
        }
        if place < end, text[place] | 0x20 == 0x65 {
            place += 1
            if place < end, text[place] == 0x2B || text[place] == 0x2D { place += 1 }
            guard place < end, text[place].isDigit else { return false }
            skipDigits(text)
        }
        // Go cannot hold it, and so takes the text for the shell form.
        return Double(String(decoding: text[start..<place], as: UTF8.self))?.isFinite ?? false
    }

    private mutating func skipDigits(_ text: [UInt8]) {
        while place < end, text[place].isDigit { place += 1 }
    }
}

extension UInt8 {
    var hexValue: UInt16? {
        switch self {
        case 0x30...0x39: UInt16(self - 0x30)
        case 0x41...0x46: UInt16(self - 0x37)
        case 0x61...0x66: UInt16(self - 0x57)
        default: nil
        }
    }
}

extension [UInt8] {
    /// The value of a JSON string whose escapes were found right: a lone surrogate becomes U+FFFD, as in Go.
    func decodedJSON(_ range: TextRange) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(range.end - range.start)
        var place = range.start
        func unit(_ place: Int) -> UInt16? {
            guard place + 6 <= range.end, self[place] == 0x5C, self[place + 1] == 0x75 else { return nil }
            return self[place + 2..<place + 6].reduce(into: 0) { $0 = $0 << 4 | ($1.hexValue ?? 0) }
        }
        while place < range.end {
            guard self[place] == 0x5C, place + 1 < range.end else {
                result.append(self[place])
                place += 1
                continue
            }
            guard let first = unit(place) else {
                switch self[place + 1] {
                case 0x62: result.append(0x08)
                case 0x66: result.append(0x0C)
                case 0x6E: result.append(0x0A)
                case 0x72: result.append(0x0D)
                case 0x74: result.append(0x09)
                default: result.append(self[place + 1])
                }
                place += 2
                continue
            }
            place += 6
            var value = UInt32(first)
            if first & 0xFC00 == 0xD800, let second = unit(place), second & 0xFC00 == 0xDC00 {
                value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                place += 6
            }
            result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
