/// A walk over the scalars of one word.
struct ExpansionState {
    let expander: WordExpander
    let scalars: [Unicode.Scalar]
    let variables: [String: String]
    var place = 0
    var matched: Set<String> = []
    var unmatched: Set<String> = []
    /// Shared by all levels, as in BuildKit: a nested word clears what the outer one has gathered.
    private var gathered: [UInt8] = []
    var rawEscapes: Bool
    private var depth = 0
    /// Whether the words are asked for.
    private let gathersWords: Bool

    private static let mostNesting = 200

    init(expander: WordExpander, word: String, variables: [String: String], gathersWords: Bool) {
        self.gathersWords = gathersWords
        self.expander = expander
        self.variables = variables
        rawEscapes = expander.rawEscapes
        var scalars = Array(word.unicodeScalars)
        // Go's scanner skips a byte order mark.
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        self.scalars = scalars
    }

    var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func take() -> Unicode.Scalar? {
        guard place < scalars.count else { return nil }
        place += 1
        return scalars[place - 1]
    }

    /// Reads to the end, or behind the scalar that ends a part of `${…}`.
    mutating func process(
        until stop: Unicode.Scalar?, rawEscapes raw: Bool
    ) throws(ExpansionError) -> (String, [String]) {
        depth += 1
        guard depth < Self.mostNesting else { throw ExpansionError(message: "the substitution is nested too deeply") }
        let outer = rawEscapes
        rawEscapes = raw
        defer {
            rawEscapes = outer
            depth -= 1
        }
        var result: [UInt8] = []
        var words = WordGatherer(isOn: gathersWords)
        gathered.removeAll(keepingCapacity: true)
        let escape = Unicode.Scalar(expander.escape)
        while let scalar = next {
            if scalar == stop {
                place += 1
                return (String(decoding: result, as: UTF8.self), words.finish(&gathered))
            }
            guard result.count < WordExpander.mostBytes else {
                throw ExpansionError(message: "the word is longer than \(WordExpander.mostBytes) bytes")
            }
            switch scalar {
            case "$":
                let value = try processDollar()
                result.append(contentsOf: value.utf8)
                if gathersWords { for scalar in value.unicodeScalars { words.add(scalar, &gathered) } }
            case "<":
                let sign = processHeredocSign()
                result.append(contentsOf: sign.utf8)
                words.addRaw(Array(sign.utf8), &gathered)
            case "'" where !expander.ignoresQuotes:
                let quoted = try processSingleQuotes()
                result.append(contentsOf: quoted)
                words.addRaw(quoted, &gathered)
            case "\"" where !expander.ignoresQuotes:
                let quoted = try processDoubleQuotes(escape)
                result.append(contentsOf: quoted)
                words.addRaw(quoted, &gathered)
            case escape:
                place += 1
                if rawEscapes {
                    words.addRaw(scalar, &gathered)
                    result.append(scalar)
                }
                guard let escaped = take() else { break }
                words.addRaw(escaped, &gathered)
                result.append(escaped)
            default:
                place += 1
                words.add(scalar, &gathered)
                result.append(scalar)
            }
        }
        if let stop {
            throw ExpansionError(message: "unexpected end of statement while looking for matching \(stop)")
        }
        return (String(decoding: result, as: UTF8.self), words.finish(&gathered))
    }

    private mutating func processSingleQuotes() throws(ExpansionError) -> [UInt8] {
        var result: [UInt8] = []
        place += 1
        if expander.rawQuotes { result.append(0x27) }
        while let scalar = take() {
            if scalar == "'" {
                if expander.rawQuotes { result.append(scalar) }
                return result
            }
            result.append(scalar)
        }
        throw ExpansionError(message: "unexpected end of statement while looking for matching single-quote")
    }

    private mutating func processDoubleQuotes(
        _ escape: Unicode.Scalar
    ) throws(ExpansionError) -> [UInt8] {
        var result: [UInt8] = []
        place += 1
        if expander.rawQuotes { result.append(0x22) }
        while let scalar = next {
            if scalar == "\"" {
                place += 1
                if expander.rawQuotes { result.append(scalar) }
                return result
            }
            if scalar == "$" {
                result.append(contentsOf: try processDollar().utf8)
                continue
            }
            place += 1
            guard scalar == escape else {
                result.append(scalar)
                continue
            }
            if rawEscapes { result.append(scalar) }
            switch next {
            case nil: continue
            case "\"", "$", escape:
                if let escaped = take() { result.append(escaped) }
            default: result.append(scalar)
            }
        }
        throw ExpansionError(message: "unexpected end of statement while looking for matching double-quote")
    }

    /// `<<` with the spaces behind it stays one word with what follows.
    private mutating func processHeredocSign() -> String {
        place += 1
        guard next == "<" else { return "<" }
        place += 1
        var sign = "<<"
        while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\r" {
            sign.unicodeScalars.append(scalar)
            place += 1
        }
        return sign
    }
}

/// Cuts a result into words while it grows.
private struct WordGatherer {
    var words: [String] = []
    var isInWord = false
    let isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    mutating func add(_ scalar: Unicode.Scalar, _ buffer: inout [UInt8]) {
        guard isOn else { return }
        if scalar.isGoSpace {
            guard isInWord, !buffer.isEmpty else { return }
            words.append(String(decoding: buffer, as: UTF8.self))
            buffer.removeAll(keepingCapacity: true)
            isInWord = false
        } else {
            addRaw(scalar, &buffer)
        }
    }

    mutating func addRaw(_ scalar: Unicode.Scalar, _ buffer: inout [UInt8]) {
        guard isOn else { return }
        buffer.append(scalar)
        isInWord = true
    }

    mutating func addRaw(_ bytes: [UInt8], _ buffer: inout [UInt8]) {
        guard isOn else { return }
        buffer.append(contentsOf: bytes)
        isInWord = true
    }

    mutating func finish(_ buffer: inout [UInt8]) -> [String] {
        if !buffer.isEmpty {
            words.append(String(decoding: buffer, as: UTF8.self))
            buffer.removeAll(keepingCapacity: true)
            isInWord = false
        }
        return words
    }
}

extension [UInt8] {
    /// Appends a character in UTF-8.
    @inline(__always)
    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            append(contentsOf: Unicode.UTF8.encode(scalar) ?? .init())
        }
    }
}

extension Unicode.Scalar {
    /// `unicode.IsSpace`.
    var isGoSpace: Bool {
        if value < 0x80 { return UInt8(value).isASCIISpace }
        return value == 0x85 || value == 0xA0 || properties.generalCategory == .spaceSeparator || value == 0x2028
            || value == 0x2029
    }
}
