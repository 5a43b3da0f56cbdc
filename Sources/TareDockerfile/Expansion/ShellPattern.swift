/// A pattern of `${x#p}` and its kin: `*` any text, `?` one character, neither over a line feed; `\` takes the next
/// literally.
struct ShellPattern {
    enum Token: Hashable {
        case any
        case one
        case scalar(Unicode.Scalar)
    }

    let tokens: [Token]

    /// Comparisons in one substitution: patterns come from strangers' files.
    private static let mostWork = 5_000_000

    init(_ pattern: String) throws(ExpansionError) {
        var tokens: [Token] = []
        let scalars = Array(pattern.unicodeScalars)
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            place += 1
            switch scalar {
            case "*": if tokens.last != .any { tokens.append(.any) }
            case "?": tokens.append(.one)
            case "\\":
                let next = place < scalars.count ? scalars[place] : nil
                // `}` and `/` are escaped for the substitution around the pattern.
                if next == "}" || next == "/" { continue }
                place += 1
                guard let next, next == "*" || next == "?" || next == "\\" else {
                    throw ExpansionError(message: "invalid escape '\\\(next.map(String.init) ?? "\u{FFFD}")'")
                }
                tokens.append(.scalar(next))
            default: tokens.append(.scalar(scalar))
            }
        }
        self.tokens = tokens
    }

    static func droppingPrefix(
        _ pattern: String, _ value: [Unicode.Scalar], greedy: Bool
    ) throws(ExpansionError) -> String {
        var work = 0
        let end = try ShellPattern(pattern).end(value, from: 0, greedy: greedy, &work)
        return string(value[(end ?? 0)...])
    }

    /// By turning both around; escapes keep their order, with BuildKit's treatment of one at the end.
    static func droppingSuffix(
        _ pattern: String, _ value: [Unicode.Scalar], greedy: Bool
    ) throws(ExpansionError) -> String {
        let scalars = Array(pattern.unicodeScalars)
        var reversed = scalars
        var place = 0
        while place < scalars.count {
            let mirror = scalars.count - 1 - place
            if scalars[place] == "\\", place + 1 < scalars.count {
                reversed[mirror - 1] = "\\"
                reversed[mirror] = scalars[place + 1]
                place += 2
            } else {
                reversed[mirror] = scalars[place]
                place += 1
            }
        }
        let kept = try droppingPrefix(Self.string(reversed[...]), value.reversed(), greedy: greedy)
        return String(String.UnicodeScalarView(kept.unicodeScalars.reversed()))
    }

    /// Replaces the first match, or all; the leftmost longest ones.
    func replacing(
        _ value: [Unicode.Scalar], with replacement: String, all: Bool
    ) throws(ExpansionError) -> String {
        var result: [UInt8] = []
        var place = 0
        var work = 0
        var lastEnd = -1
        while place <= value.count {
            guard let end = try end(value, from: place, greedy: true, &work) else {
                if place < value.count { result.append(value[place]) }
                place += 1
                continue
            }
            if end > place || end != lastEnd {
                let text = all ? template(replacement, Self.string(value[place..<end])) : replacement
                result.append(contentsOf: text.utf8)
                guard result.count < WordExpander.mostBytes else {
                    throw ExpansionError(message: "the result is too long")
                }
            }
            lastEnd = end
            if !all {
                for scalar in value[end...] { result.append(scalar) }
                return String(decoding: result, as: UTF8.self)
            }
            if end == place {
                if place < value.count { result.append(value[place]) }
                place += 1
            } else {
                place = end
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The end of a match that begins at a place: the nearest, or the farthest if greedy.
    private func end(
        _ value: [Unicode.Scalar], from start: Int, greedy: Bool, _ work: inout Int
    ) throws(ExpansionError) -> Int? {
        // At each place: which counts of tokens, from the first on, match what lies before it.
        var states = [Bool](repeating: false, count: tokens.count + 1)
        states[0] = true
        var farthest: Int?
        var place = start
        while states.contains(true) {
            for index in tokens.indices where states[index] && tokens[index] == .any { states[index + 1] = true }
            if states[tokens.count] {
                if !greedy { return place }
                farthest = place
            }
            guard place < value.count else { break }
            work += tokens.count + 1
            guard work < Self.mostWork else { throw ExpansionError(message: "matching takes too long") }
            var following = [Bool](repeating: false, count: tokens.count + 1)
            for index in tokens.indices where states[index] {
                switch tokens[index] {
                case .any: following[index] = following[index] || value[place] != "\n"
                case .one: following[index + 1] = following[index + 1] || value[place] != "\n"
                case .scalar(let scalar): following[index + 1] = following[index + 1] || value[place] == scalar
                }
            }
            states = following
            place += 1
        }
        return farthest
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    /// Go's `Regexp.Expand`: `$0` is the match, other names are empty, `$$` is `$`; it applies where all are replaced.
    private func template(_ text: String, _ match: String) -> String {
        guard text.utf8.contains(0x24) else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            place += 1
            guard scalar == "$", place < scalars.count else {
                result.append(scalar)
                continue
            }
            if scalars[place] == "$" {
                result.append("$")
                place += 1
                continue
            }
            let isBraced = scalars[place] == "{"
            let start = isBraced ? place + 1 : place
            var end = start
            while end < scalars.count, scalars[end].isGoLetter || scalars[end].isGoDigit || scalars[end] == "_" {
                end += 1
            }
            let isClosed = !isBraced || (end < scalars.count && scalars[end] == "}")
            guard end > start, isClosed else {
                result.append(scalar)
                continue
            }
            let name = Self.string(scalars[start..<end])
            if Int(name) == 0 { result.append(contentsOf: match.unicodeScalars) }
            place = isBraced ? end + 1 : end
        }
        return String(result)
    }
}
