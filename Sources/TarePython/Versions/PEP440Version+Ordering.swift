extension PEP440Version: Comparable, Hashable {
    public static func < (left: PEP440Version, right: PEP440Version) -> Bool { left.compare(right) < 0 }

    public static func == (left: PEP440Version, right: PEP440Version) -> Bool { left.compare(right) == 0 }

    /// Hashes what is compared, so that `1.0` and `1.0.0` agree.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        hasher.combine(release[..<significantCount])
        hasher.combine(pre)
        hasher.combine(post)
        hasher.combine(dev)
        hasher.combine(localParts)
    }

    /// Negative, zero or positive: epoch, release, pre-release, post-release, development release, local label.
    func compare(_ other: PEP440Version) -> Int {
        let public_ = comparePublic(other)
        return public_ != 0 ? public_ : Self.compare(localParts, other.localParts)
    }

    /// Without the local label.
    func comparePublic(_ other: PEP440Version) -> Int {
        let base = compareBase(other)
        return base != 0 ? base : suffix.compare(other.suffix)
    }

    /// Epoch and release only.
    func compareBase(_ other: PEP440Version) -> Int {
        if epoch != other.epoch { return epoch < other.epoch ? -1 : 1 }
        for index in 0..<max(release.count, other.release.count) {
            let left = index < release.count ? release[index] : 0
            let right = index < other.release.count ? other.release[index] : 0
            if left != right { return left < right ? -1 : 1 }
        }
        return 0
    }

    /// How much of the release counts: trailing zeros do not.
    private var significantCount: Int {
        var count = release.count
        while count > 0, release[count - 1] == 0 { count -= 1 }
        return count
    }

    /// Numbers behind texts, a shorter label before the longer one that it begins.
    static func compare(_ left: [LocalPart], _ right: [LocalPart]) -> Int {
        for (left, right) in zip(left, right) where left != right {
            return switch (left, right) {
            case (.text(let left), .text(let right)): left < right ? -1 : 1
            case (.text, .number): -1
            case (.number, .text): 1
            case (.number(let left), .number(let right)): left < right ? -1 : 1
            }
        }
        return left.count - right.count
    }

    /// What follows the release, as numbers that order it.
    struct Suffix {
        /// 0 for a bare development release, then alpha, beta, candidate, and 4 for none.
        var stage: UInt64
        var stageNumber: UInt64
        /// 0 for none, 1 for a post-release, 2 for the place behind all post-releases.
        var post: UInt64
        var postNumber: UInt64
        /// 0 for a development release, 1 for none.
        var dev: UInt64
        var devNumber: UInt64

        func compare(_ other: Suffix) -> Int {
            if stage != other.stage { return stage < other.stage ? -1 : 1 }
            if stageNumber != other.stageNumber { return stageNumber < other.stageNumber ? -1 : 1 }
            if post != other.post { return post < other.post ? -1 : 1 }
            if postNumber != other.postNumber { return postNumber < other.postNumber ? -1 : 1 }
            if dev != other.dev { return dev < other.dev ? -1 : 1 }
            if devNumber != other.devNumber { return devNumber < other.devNumber ? -1 : 1 }
            return 0
        }
    }

    var suffix: Suffix {
        let isBareDevelopment = pre == nil && post == nil && dev != nil
        return Suffix(
            stage: pre.map { UInt64($0.stage.rawValue) + 1 } ?? (isBareDevelopment ? 0 : 4),
            stageNumber: pre?.number ?? 0,
            post: post == nil ? 0 : 1, postNumber: post ?? 0,
            dev: dev == nil ? 1 : 0, devNumber: dev ?? 0)
    }
}
