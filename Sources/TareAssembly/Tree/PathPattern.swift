/// A shell pattern over whole paths, as fnmatch(3) without `FNM_PATHNAME`, which dpkg filters paths with: `*` is any text,
/// slashes included, `?` any byte, `[a-z]` one of a set and `[!a-z]` one of all others; a backslash makes the next byte
/// stand for itself. Works on bytes; classes such as `[:alpha:]` are not known.
struct PathPattern {
    private enum Token: Hashable {
        case text, one
        case byte(UInt8)
        case set(ranges: [ClosedRange<UInt8>], isNegated: Bool)
    }

    private let tokens: [Token]

    init(_ pattern: String) {
        var tokens: [Token] = []
        var rest = Array(pattern.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"): if tokens.last != .text { tokens.append(.text) }
            case UInt8(ascii: "?"): tokens.append(.one)
            case UInt8(ascii: "\\"): tokens.append(.byte(rest.popFirst() ?? byte))
            case UInt8(ascii: "["): tokens.append(Self.set(&rest) ?? .byte(byte))
            default: tokens.append(.byte(byte))
            }
        }
        self.tokens = tokens
    }

    /// What stands behind an opening bracket, to its partner; `nil` where there is none, so that the bracket is itself.
    private static func set(_ rest: inout ArraySlice<UInt8>) -> Token? {
        var bytes = rest
        var isNegated = false
        if let first = bytes.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "^") {
            isNegated = true
            bytes.removeFirst()
        }
        var ranges: [ClosedRange<UInt8>] = []
        var isFirst = true
        while var low = bytes.popFirst() {
            if low == UInt8(ascii: "]"), !isFirst {
                rest = bytes
                return .set(ranges: ranges, isNegated: isNegated)
            }
            isFirst = false
            if low == UInt8(ascii: "\\") {
                guard let escaped = bytes.popFirst() else { return nil }
                low = escaped
            }
            var high = low
            if bytes.first == UInt8(ascii: "-"), let next = bytes.dropFirst().first, next != UInt8(ascii: "]") {
                bytes = bytes.dropFirst(2)
                high = next
                if next == UInt8(ascii: "\\") {
                    guard let escaped = bytes.popFirst() else { return nil }
                    high = escaped
                }
            }
            if low <= high { ranges.append(low...high) }
        }
        return nil
    }

    /// Linear in both lengths but for the last `*`, whose place is tried again: at most their product.
    func matches(_ path: [UInt8]) -> Bool {
        var place = 0
        var index = 0
        var star: (pattern: Int, path: Int)?
        while index < path.count {
            if place < tokens.count, tokens[place] == .text {
                star = (place, index)
                place += 1
            } else if place < tokens.count, Self.isMatch(tokens[place], path[index]) {
                place += 1
                index += 1
            } else if let last = star {
                place = last.pattern + 1
                index = last.path + 1
                star = (last.pattern, index)
            } else {
                return false
            }
        }
        return tokens[place...].allSatisfy { $0 == .text }
    }

    private static func isMatch(_ token: Token, _ byte: UInt8) -> Bool {
        switch token {
        case .text: false
        case .one: true
        case .byte(let wanted): wanted == byte
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
        }
    }
}

/// A recipe's `paths`: which files of packages are taken.
struct PathFilter {
    private let rules: [(pattern: PathPattern, isExcluded: Bool)]

    init(_ rules: [RecipeSection.PathRule]) {
        self.rules = rules.map { (PathPattern($0.pattern), $0.isExcluded) }
    }

    func takes(_ path: TreePath) -> Bool {
        guard !rules.isEmpty else { return true }
        let text = path.absolute
        return rules.last { $0.pattern.matches(text) }.map { !$0.isExcluded } ?? true
    }
}
