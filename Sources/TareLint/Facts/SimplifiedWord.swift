import TareDockerfile

extension ShellWord {
    /// Its text as hadolint's rules see it: quotes gone, `$x` as `${x}`, a command's output as one odd variable, braces
    /// that make several words left out.
    var simplified: String {
        guard !isStatic || isQuoted || hasBraces else { return rawText }
        var simplifier = WordSimplifier(bytes: Array(rawText.utf8))
        simplifier.read()
        return String(decoding: simplifier.result, as: UTF8.self)
    }
}

/// Follows `Hadolint.Shell.simplify`.
private struct WordSimplifier {
    let bytes: [UInt8]
    var place = 0
    var result: [UInt8] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(at place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

    mutating func read() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x27: copySingle()
            case 0x22: readDouble()
            case 0x5C: escape()
            case 0x24: readDollar()
            case 0x60: readBackticks()
            case 0x7B: readBrace()
            case 0x3C, 0x3E:
                // `<(…)` is nothing.
                place += 1
                if byte(at: place) == 0x28 { _ = takeParentheses() }
            default:
                result.append(bytes[place])
                place += 1
            }
        }
    }

    private mutating func copySingle() {
        place += 1
        while place < bytes.count, bytes[place] != 0x27 {
            result.append(bytes[place])
            place += 1
        }
        place += 1
    }

    private mutating func escape() {
        let next = byte(at: place + 1)
        if place + 1 < bytes.count, next != 0x0A { result.append(next) }
        place += 2
    }

    private mutating func readDouble() {
        place += 1
        while place < bytes.count, bytes[place] != 0x22 {
            switch bytes[place] {
            case 0x5C:
                let next = byte(at: place + 1)
                switch next {
                case 0x0A: break
                case 0x22, 0x24, 0x60, 0x5C: result.append(next)
                default: result += [0x5C, next]
                }
                place += 2
            case 0x24: readDollar()
            case 0x60: readBackticks()
            default:
                result.append(bytes[place])
                place += 1
            }
        }
        place += 1
    }

    private mutating func readDollar() {
        place += 1
        let next = byte(at: place)
        switch next {
        case 0x7B:
            let start = place
            takeBraces()
            result.append(0x24)
            result += bytes[start..<place].filter { $0 != 0x22 && $0 != 0x27 }
        case 0x28:
            let isArithmetic = byte(at: place + 1) == 0x28
            let inner = takeParentheses()
            result += isArithmetic ? Array("${VAR}".utf8) : [0x24, 0x7B] + inner + [0x7D]
        case 0x27: copySingle()
        case 0x22:
            let kept = result
            readDouble()
            result = kept
        default:
            let start = place
            if isName(next) {
                while place < bytes.count, isName(bytes[place]) || (bytes[place] &- 0x30 < 10) { place += 1 }
            } else if "@*#?-$!0123456789".utf8.contains(next), place < bytes.count {
                place += 1
            } else {
                result.append(0x24)
                return
            }
            result += [0x24, 0x7B] + bytes[start..<place] + [0x7D]
        }
    }

    private func isName(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }

    private mutating func takeBraces() {
        var depth = 0
        while place < bytes.count {
            if bytes[place] == 0x7B { depth += 1 }
            if bytes[place] == 0x7D { depth -= 1 }
            place += bytes[place] == 0x5C ? 2 : 1
            if depth == 0 { break }
        }
        place = min(place, bytes.count)
    }

    /// The words of `(…)` without what is between them.
    private mutating func takeParentheses() -> [UInt8] {
        var depth = 0
        var inner: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            place += 1
            if depth == 0 { break }
            if byte == 0x27 || byte == 0x22 || byte == 0x20 || byte == 0x09 || byte == 0x0A { continue }
            if depth > 1 || byte != 0x28 { inner.append(byte) }
        }
        return inner
    }

    private mutating func readBackticks() {
        place += 1
        while place < bytes.count, bytes[place] != 0x60 { place += bytes[place] == 0x5C ? 2 : 1 }
        place = min(place + 1, bytes.count)
        result += "${VAR}".utf8
    }

    /// `{a,b}` and `{1..3}` are left out, other braces stand.
    private mutating func readBrace() {
        var next = place
        var (depth, isSeries) = (0, false)
        while next < bytes.count {
            switch bytes[next] {
            case 0x7B: depth += 1
            case 0x7D: depth -= 1
            case 0x2C: isSeries = true
            case 0x2E where byte(at: next + 1) == 0x2E: isSeries = true
            default: break
            }
            next += 1
            if depth == 0 { break }
        }
        if depth == 0, isSeries {
            place = next
        } else {
            result.append(0x7B)
            place += 1
        }
    }
}
