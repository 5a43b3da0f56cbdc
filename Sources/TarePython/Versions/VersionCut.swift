/// A place between versions on their line, where a range begins or ends.
///
/// The specifiers' rules about post-releases and local labels are rules about where to cut:
/// `before(V)` < V < `after(V)` ≤ V+label < `afterLocals(V)` < V.post0 < `afterPosts(V)` < the next release.
struct VersionCut: Sendable {
    enum Side: Int, Sendable {
        /// Directly before the version, or directly after it and before its local versions.
        case before, after
        /// After the version with any local label.
        case afterLocals
        /// After every post-release of the version.
        case afterPosts
    }

    var version: PEP440Version
    var side: Side

    static func before(_ version: PEP440Version) -> VersionCut { VersionCut(version: version, side: .before) }
    static func after(_ version: PEP440Version) -> VersionCut { VersionCut(version: version, side: .after) }
    static func afterLocals(_ version: PEP440Version) -> VersionCut {
        VersionCut(version: version.publicVersion, side: .afterLocals)
    }
    static func afterPosts(_ version: PEP440Version) -> VersionCut {
        VersionCut(version: version.publicVersion, side: .afterPosts)
    }

    /// Negative, zero or positive, by the places on the line.
    func compare(_ other: VersionCut) -> Int {
        let base = version.compareBase(other.version)
        if base != 0 { return base }
        let suffixes = suffix.compare(other.suffix)
        if suffixes != 0 { return suffixes }
        if passesLocals || other.passesLocals { return (passesLocals ? 1 : 0) - (other.passesLocals ? 1 : 0) }
        let locals = PEP440Version.compare(version.localParts, other.version.localParts)
        return locals != 0 ? locals : side.rawValue - other.side.rawValue
    }

    private var suffix: PEP440Version.Suffix {
        guard side == .afterPosts else { return version.suffix }
        var suffix = version.suffix
        (suffix.post, suffix.postNumber, suffix.dev, suffix.devNumber) = (2, 0, 1, 0)
        return suffix
    }

    private var passesLocals: Bool { side == .afterLocals || side == .afterPosts }

    /// The first version behind the cut, where there is one: behind all post-releases of `1.0` there is none.
    var successor: PEP440Version? {
        switch side {
        case .before: return version
        case .after: return nil
        case .afterLocals:
            if let dev = version.dev {
                return PEP440Version(
                    epoch: version.epoch, release: version.release, pre: version.pre, post: version.post, dev: dev + 1)
            }
            return PEP440Version(
                epoch: version.epoch, release: version.release, pre: version.pre,
                post: version.post.map { $0 + 1 } ?? 0, dev: 0)
        case .afterPosts:
            guard let pre = version.pre else { return nil }
            return PEP440Version(
                epoch: version.epoch, release: version.release, pre: .init(pre.stage, pre.number + 1), dev: 0)
        }
    }
}
