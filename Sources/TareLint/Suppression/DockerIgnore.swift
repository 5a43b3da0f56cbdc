import TareDockerfile

/// A `.dockerignore` as rules ask it: a pattern that is none is passed over, as it is no rule's business.
public struct DockerIgnore: Sendable {
    /// Patterns that are read.
    static let mostPatterns = 10_000

    private let rules: IgnoreRules
    /// How many patterns there are.
    let count: Int
    /// Whether some pattern begins with `!`.
    public let hasExceptions: Bool
    /// Whether everything at the root is left out.
    let ignoresRoot: Bool

    public init(_ source: [UInt8]) {
        let bytes = source.starts(with: [0xEF, 0xBB, 0xBF]) ? source[3...] : source[...]
        let lines = bytes.split(separator: 0x0A).lazy.filter { $0.first != 0x23 }.compactMap { line in
            IgnoreRules.normalised(String(decoding: line, as: UTF8.self))
        }
        let patterns = Array(lines.prefix(Self.mostPatterns))
        rules = IgnoreRules(patterns.compactMap { IgnorePattern($0) })
        count = patterns.count
        hasExceptions = patterns.contains { $0.hasPrefix("!") }
        ignoresRoot = patterns.contains { ["*", "**", "**/*"].contains($0) }
    }

    /// Whether a path is left out: of the patterns that match it or a folder above it, the last one counts.
    func leavesOut(_ path: String) -> Bool { rules.ignores(path) }
}

extension IgnorePattern {
    /// A pattern of names, in which `!` has no meaning of its own.
    init?(glob: String) { self.init(glob.hasPrefix("!") ? "\\" + glob : glob) }

    func matches(_ name: String) -> Bool { matches(Array(name.unicodeScalars)) }
}
