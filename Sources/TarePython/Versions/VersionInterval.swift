/// The versions from one cut to another; `nil` is the open end.
struct VersionInterval: Sendable {
    var lower: VersionCut?
    var upper: VersionCut?

    static let all = VersionInterval(lower: nil, upper: nil)

    /// The least version that there is.
    private static let least = VersionCut.before(PEP440Version(release: [0], dev: 0))

    func contains(_ version: PEP440Version) -> Bool {
        let place = VersionCut.before(version)
        if let lower, lower.compare(place) > 0 { return false }
        if let upper, upper.compare(place) <= 0 { return false }
        return true
    }

    /// Whether no version lies in it, also where the cuts differ: between `1.0a1`'s post-releases and `1.0a2.dev0`
    /// there is none.
    var isEmpty: Bool {
        guard let upper else { return false }
        guard let lower else { return upper.compare(Self.least) <= 0 }
        if lower.compare(upper) >= 0 { return true }
        guard let next = lower.successor else { return false }
        return VersionCut.before(next).compare(upper) >= 0
    }

    /// What two lists of disjoint intervals in ascending order have in common, as such a list.
    static func intersection(_ left: [VersionInterval], _ right: [VersionInterval]) -> [VersionInterval] {
        var (i, j) = (0, 0)
        var common: [VersionInterval] = []
        while i < left.count, j < right.count {
            let (a, b) = (left[i], right[j])
            let lower =
                switch (a.lower, b.lower) {
                case (let a?, let b?): a.compare(b) >= 0 ? a : b
                case (let a, let b): a ?? b
                }
            // The interval that ends first is done with.
            let leftEndsFirst =
                switch (a.upper, b.upper) {
                case (let a?, let b?): a.compare(b) <= 0
                case (let a, _): a != nil
                }
            let interval = VersionInterval(lower: lower, upper: leftEndsFirst ? a.upper : b.upper)
            if !interval.isEmpty { common.append(interval) }
            if leftEndsFirst { i += 1 } else { j += 1 }
        }
        return common
    }
}
