/// How much one text may hold, so that no text costs more than its length suggests.
public struct YAMLLimits: Sendable, Hashable {
    public var bytes: Int
    /// Elements of lists and keys of mappings in all, those behind aliases counted again wherever they stand.
    public var entries: Int
    /// Aliases (`*name`), at most counted too often: what looks like one in a text counts as well.
    public var aliases: Int
    /// Lists and mappings in each other.
    public var depth: Int

    public init(bytes: Int = 1 << 20, entries: Int = 100_000, aliases: Int = 1_000, depth: Int = 100) {
        self.bytes = bytes
        self.entries = entries
        self.aliases = aliases
        self.depth = depth
    }

    /// Keys that are marked by `?`, which may be any value: the parser hashes each with all that is in it.
    static let markedKeys = 50
}
