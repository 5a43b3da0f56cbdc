/// The patterns of a `.dockerignore`, as `moby/patternmatcher` reads and matches them.
public struct DockerIgnore: Sendable, Hashable {
    /// Patterns that are read.
    static let mostPatterns = 10_000

    /// Cleaned, without a leading slash, `!` taken off.
    public let patterns: [String]
    /// For each: whether it takes back what others leave out.
    let exceptions: [Bool]
    /// Whether some pattern begins with `!`.
    public let hasExceptions: Bool

    public init(_ source: [UInt8]) {
        var patterns: [String] = []
        var hasExceptions = false
        var exceptions: [Bool] = []
        let bytes = source.starts(with: [0xEF, 0xBB, 0xBF]) ? source[3...] : source[...]
        for line in bytes.split(separator: 0x0A) {
            guard patterns.count < Self.mostPatterns else { break }
            guard line.first != 0x23 else { continue }
            var text = Self.trimmed(String(decoding: line, as: UTF8.self)[...])
            guard !text.isEmpty else { continue }
            let isException = text.first == "!"
            if isException { text = Self.trimmed(text.dropFirst()) }
            hasExceptions = hasExceptions || isException
            guard !text.isEmpty else { continue }
            var pattern = text.cleanedRelativePath
            if pattern.count > 1, pattern.hasPrefix("/") { pattern.removeFirst() }
            patterns.append(pattern)
            exceptions.append(isException)
        }
        self.patterns = patterns
        self.exceptions = exceptions
        self.hasExceptions = hasExceptions
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let rest = text.drop { $0.isWhitespace }
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return rest.prefix(0) }
        return rest[...last]
    }

    /// Whether everything at the root is left out.
    var ignoresRoot: Bool { patterns.contains { $0 == "*" || $0 == "**" || $0 == "**/*" } }

    /// Whether a path is left out: of the patterns that match it or a folder above it, the last one counts.
    func leavesOut(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let prefixes = (1...max(parts.count, 1)).map { parts.prefix($0).joined(separator: "/") }
        var isOut = false
        for (pattern, isException) in zip(patterns, exceptions) where isOut == isException {
            if prefixes.contains(where: { DockerIgnorePattern.matches(pattern, $0) }) { isOut = !isException }
        }
        return isOut
    }

    /// Whether a path of the context, or a folder above it, matches; exceptions apart.
    func matches(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return patterns.contains { pattern in
            (1...max(parts.count, 1)).contains { count in
                DockerIgnorePattern.matches(pattern, parts.prefix(count).joined(separator: "/"))
            }
        }
    }
}

enum DockerIgnorePattern {
    /// `*` and `?` stay inside a name, `**` does not, `[…]` is a class.
    static func matches(_ pattern: String, _ path: String) -> Bool {
        let pattern = Array(pattern.unicodeScalars)
        let path = Array(path.unicodeScalars)
        // By the place in the pattern: the places in the path that it may have come to.
        var places: Set<Int> = [0]
        var index = 0
        while index < pattern.count {
            var next: Set<Int> = []
            switch pattern[index] {
            case "*":
                if index + 1 < pattern.count, pattern[index + 1] == "*" {
                    index += 2
                    let isFolder = index < pattern.count && pattern[index] == "/"
                    if isFolder { index += 1 }
                    guard let first = places.min() else { return false }
                    for place in first...path.count {
                        // `**/` is nothing or whole folders; at the end it is everything.
                        if !isFolder || places.contains(place) || (place > first && path[place - 1] == "/") {
                            next.insert(place)
                        }
                    }
                    places = next
                    if places.isEmpty { return false }
                    continue
                }
                for place in places {
                    var end = place
                    next.insert(end)
                    while end < path.count, path[end] != "/" {
                        end += 1
                        next.insert(end)
                    }
                }
            case "?": for place in places where place < path.count && path[place] != "/" { next.insert(place + 1) }
            case "[":
                guard let close = pattern[(index + 1)...].dropFirst().firstIndex(of: "]") else { return false }
                let set = pattern[(index + 1)..<close]
                for place in places where place < path.count && contains(set, path[place]) { next.insert(place + 1) }
                index = close
            default:
                if pattern[index] == "\\", index + 1 < pattern.count { index += 1 }
                for place in places where place < path.count && path[place] == pattern[index] {
                    next.insert(place + 1)
                }
            }
            if next.isEmpty { return false }
            places = next
            index += 1
        }
        return places.contains(path.count)
    }

    private static func contains(_ set: ArraySlice<Unicode.Scalar>, _ scalar: Unicode.Scalar) -> Bool {
        var set = set
        let isNegated = set.first == "^"
        if isNegated { set = set.dropFirst() }
        var found = false
        var index = set.startIndex
        while index < set.endIndex {
            if index + 2 < set.endIndex, set[index + 1] == "-" {
                found = found || (set[index]...max(set[index], set[index + 2])).contains(scalar)
                index += 3
            } else {
                found = found || set[index] == scalar
                index += 1
            }
        }
        return found != isNegated
    }
}

extension StringProtocol {
    /// Go's `path.Clean`.
    var cleanedRelativePath: String {
        let isRooted = hasPrefix("/")
        var parts: [SubSequence] = []
        for part in split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isRooted {
                parts.append(part)
            }
        }
        let text = parts.joined(separator: "/")
        if isRooted { return "/" + text }
        return text.isEmpty ? "." : text
    }
}
