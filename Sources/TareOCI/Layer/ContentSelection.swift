/// Which files' contents measuring keeps whole: what package databases, cataloguers and the proof read later.
///
/// Each cataloguer names what it needs; a measurement is made with the union of all, and its `fingerprint` is part of the
/// key under which an index is cached, so that a new cataloguer measures anew.
public struct ContentSelection: Sendable, Hashable {
    /// One way to name files. Paths are relative to the root, without a leading slash.
    public enum Pattern: Sendable, Hashable {
        /// Exactly this path.
        case path(String)
        /// Files of this name in any directory.
        case name(String)
        /// Files directly in this directory.
        case inDirectory(String)
        /// Files whose path ends in this text: `.dist-info/METADATA`.
        case suffix(String)
        /// Files whose name starts and ends so, in any directory: `_sysconfigdata`, `.py`.
        case nameAffixes(String, String)
    }

    public struct Rule: Sendable, Hashable {
        public var pattern: Pattern
        /// Larger files are not kept, and that they were not is recorded. At most 64 MiB.
        public var maximumBytes: Int

        public init(_ pattern: Pattern, maximumBytes: Int = 4 << 20) {
            self.pattern = pattern
            self.maximumBytes = min(maximumBytes, 64 << 20)
        }
    }

    public private(set) var rules: [Rule]
    private var compiled: [CompiledRule]

    public init(_ rules: [Rule]) {
        self.rules = rules
        compiled = rules.map(CompiledRule.init)
    }

    public static let none = ContentSelection([])

    /// A name of this set of rules: equal for equal rules in equal order.
    public var fingerprint: String {
        Digest(sha256Of: Array(rules.map { "\($0.pattern) \($0.maximumBytes)" }.joined(separator: "\n").utf8)).hex
    }

    /// How many bytes of this path may be kept; `nil` when no rule asks for it.
    func limit(forPath path: UnsafeRawBufferPointer) -> Int? {
        var limit: Int?
        for rule in compiled where rule.matches(path) { limit = max(limit ?? 0, rule.maximumBytes) }
        return limit
    }
}

private struct CompiledRule: Sendable, Hashable {
    private enum Shape: Sendable, Hashable { case path, name, inDirectory, suffix, affixes }
    private let shape: Shape
    private let text: [UInt8]
    private let ending: [UInt8]
    let maximumBytes: Int

    init(_ rule: ContentSelection.Rule) {
        maximumBytes = rule.maximumBytes
        switch rule.pattern {
        case .path(let text): (shape, self.text, ending) = (.path, Array(text.utf8), [])
        case .name(let text): (shape, self.text, ending) = (.name, Array(text.utf8), [])
        case .inDirectory(let text): (shape, self.text, ending) = (.inDirectory, Array(text.utf8), [])
        case .suffix(let text): (shape, self.text, ending) = (.suffix, Array(text.utf8), [])
        case .nameAffixes(let start, let end): (shape, text, ending) = (.affixes, Array(start.utf8), Array(end.utf8))
        }
    }

    func matches(_ path: UnsafeRawBufferPointer) -> Bool {
        switch shape {
        case .path: return path.count == text.count && path.elementsEqual(text)
        case .suffix: return path.hasEnding(text)
        case .name:
            return path.hasEnding(text) && (path.count == text.count || path[path.count - text.count - 1] == slash)
        case .inDirectory:
            guard path.count > text.count + 1, path[text.count] == slash, path.hasBeginning(text) else { return false }
            return !path[(text.count + 1)...].contains(slash)
        case .affixes:
            guard path.hasEnding(ending) else { return false }
            let start = path.lastIndex(of: slash).map { $0 + 1 } ?? 0
            let name = UnsafeRawBufferPointer(rebasing: path[start...])
            return name.count >= text.count + ending.count && name.hasBeginning(text)
        }
    }
}

private let slash = UInt8(ascii: "/")

extension UnsafeRawBufferPointer {
    fileprivate func hasBeginning(_ text: [UInt8]) -> Bool {
        count >= text.count && prefix(text.count).elementsEqual(text)
    }

    fileprivate func hasEnding(_ text: [UInt8]) -> Bool {
        // The last byte alone rules out nearly every path.
        guard let last = text.last else { return true }
        return count >= text.count && self[count - 1] == last && suffix(text.count).elementsEqual(text)
    }
}
