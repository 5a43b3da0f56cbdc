/// A shell pattern over whole paths: `*` is any text, slashes included, `?` any byte; as fnmatch(3) without
/// `FNM_PATHNAME`, which dpkg filters paths with.
struct PathPattern {
    private let pattern: [UInt8]

    init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

    /// Linear in both lengths but for the last `*`, whose place is tried again: at most their product.
    func matches(_ path: [UInt8]) -> Bool {
        var place = 0
        var index = 0
        var star: (pattern: Int, path: Int)?
        while index < path.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") || pattern[place] == path[index] {
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
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
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
