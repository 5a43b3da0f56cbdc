public import TareDiagnostics

/// Which files of a project do not become part of its image: the patterns of a `.dockerignore` file in their order, of
/// which the last that matches a path, or a folder above it, decides.
///
/// As moby/patternmatcher and its `ignorefile` have it, held against their published cases. Two things are refused that
/// they let pass to Go's regular expressions, where they mean what nobody intends: letters and digits behind a backslash,
/// and wildcards within a class.
public struct IgnoreRules: Sendable {
    private let patterns: [IgnorePattern]

    /// What of the patterns a folder matched, for the paths below it.
    public struct Parents: Sendable {
        fileprivate var matched: [Bool] = []

        /// Of the project's own folder.
        public init() {}
    }

    private static let maximumPatterns = 10_000
    private static let maximumPattern = 4096

    /// Reads a `.dockerignore` file.
    public init(_ bytes: [UInt8], file: String = ".dockerignore") throws(IgnoreRulesError) {
        var patterns: [IgnorePattern] = []
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        for (number, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard line.first != UInt8(ascii: "#") else { continue }
            guard let line = String(validating: line, as: UTF8.self) else {
                throw IgnoreRulesError(file: file, line: number + 1, pattern: "", problem: .notText)
            }
            guard let pattern = Self.normalised(line) else { continue }
            patterns.append(try Self.pattern(pattern, file, number + 1))
            guard patterns.count <= Self.maximumPatterns else {
                throw IgnoreRulesError(file: file, line: number + 1, pattern: pattern, problem: .tooMany)
            }
        }
        self.patterns = patterns
    }

    /// Patterns as they are, in their order; `file` is where they are from, for messages.
    public init(patterns: [String], file: String = "patterns") throws(IgnoreRulesError) {
        var read: [IgnorePattern] = []
        for (number, text) in patterns.enumerated() {
            let text = Self.trimmed(text[...])
            guard !text.isEmpty else { continue }
            read.append(try Self.pattern(String(text), file, number + 1))
        }
        self.patterns = read
    }

    /// These rules, and others behind them, which decide where both match.
    public func followed(by others: IgnoreRules) -> IgnoreRules {
        IgnoreRules(patterns + others.patterns)
    }

    /// Patterns that were read.
    public init(_ patterns: [IgnorePattern]) { self.patterns = patterns }

    /// Whether a path is left out, and what its folder's content has to know of it.
    ///
    /// - Parameters:
    ///   - path: relative to the project, without a slash at either end.
    ///   - parents: what was given for the folder that it is in.
    public func decide(_ path: String, in parents: Parents) -> (isIgnored: Bool, parents: Parents) {
        let characters = Array(path.unicodeScalars)
        var own = Parents()
        own.matched = Array(repeating: false, count: patterns.count)
        var isIgnored = false
        for (number, pattern) in patterns.enumerated() {
            var matches = number < parents.matched.count && parents.matched[number]
            if !matches {
                // A pattern that could not change the answer is not asked.
                guard pattern.isException == isIgnored else { continue }
                matches = pattern.matches(characters)
            }
            own.matched[number] = matches
            if matches { isIgnored = !pattern.isException }
        }
        return (isIgnored, own)
    }

    /// Whether a path is left out.
    public func ignores(_ path: String) -> Bool {
        var (parents, isIgnored, end) = (Parents(), false, path.startIndex)
        while end < path.endIndex {
            let next = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
            (isIgnored, parents) = decide(String(path[..<next]), in: parents)
            end = next
        }
        return isIgnored
    }

    /// Whether nothing below an ignored folder can be taken back, so that it need not be entered.
    public var hasExceptions: Bool { patterns.contains(where: \.isException) }

    private static func pattern(_ text: String, _ file: String, _ line: Int) throws(IgnoreRulesError) -> IgnorePattern {
        guard text.utf8.count <= maximumPattern, let pattern = IgnorePattern(text) else {
            throw IgnoreRulesError(file: file, line: line, pattern: text, problem: .malformed)
        }
        return pattern
    }

    /// A line as a pattern: without white space about it, cleaned, without a leading slash; `nil` for an empty one.
    public static func normalised(_ line: String) -> String? {
        var text = trimmed(line[...])
        guard !text.isEmpty else { return nil }
        let isException = text.first == "!"
        if isException { text = trimmed(text.dropFirst()) }
        var pattern = text.isEmpty ? "" : CleanPath.clean(text)
        if pattern.utf8.count > 1, pattern.first == "/" { pattern.removeFirst() }
        return isException ? "!" + pattern : pattern
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.unicodeScalars
        while let first = text.first, first.properties.isWhitespace { text.removeFirst() }
        while let last = text.last, last.properties.isWhitespace { text.removeLast() }
        return Substring(text)
    }
}

/// Why a `.dockerignore` file cannot be used.
public struct IgnoreRulesError: Refusal, Equatable {
    enum Problem: Equatable { case malformed, notText, tooMany }

    let file: String
    let line: Int
    let pattern: String
    let problem: Problem

    public var what: String {
        switch problem {
        case .malformed: "'\(pattern.printable())' is no pattern of files"
        case .notText: "the line is not UTF-8"
        case .tooMany: "there are too many patterns"
        }
    }

    public var location: String? { "\(file.printable()):\(line)" }

    public var hint: String? {
        problem == .malformed ? "write '*', '**', '?', '[a-z]' and '\\' before a character that stands for itself" : nil
    }
}
