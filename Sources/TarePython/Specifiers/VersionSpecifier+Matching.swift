extension VersionSpecifier {
    /// Whether the clause takes the version.
    ///
    /// `allowingPrereleases`: `false` refuses every pre-release; `true` and `nil` accept one that matches, as nothing
    /// else stands beside a single version.
    public func contains(_ version: PEP440Version, allowingPrereleases: Bool? = nil) -> Bool {
        if allowingPrereleases == false, version.isPrerelease { return false }
        return matches(version)
    }

    /// The same for a version as written, which `===` compares letter for letter (without regard to case). A text
    /// that is no version matches nothing else.
    public func contains(text: String, allowingPrereleases: Bool? = nil) -> Bool {
        let version = try? PEP440Version(text)
        if `operator` == .arbitrary {
            if allowingPrereleases == false, version?.isPrerelease == true { return false }
            return isArbitrarilyEqual(to: text)
        }
        return version.map { contains($0, allowingPrereleases: allowingPrereleases) } ?? false
    }

    func matches(_ version: PEP440Version) -> Bool {
        if `operator` == .arbitrary { return isArbitrarilyEqual(to: version.description) }
        return intervals.contains { $0.contains(version) }
    }

    private func isArbitrarilyEqual(to other: String) -> Bool {
        text.utf8.elementsEqual(other.utf8) { $0.lowercased == $1.lowercased }
    }

    /// The operator's range, as the specification words it.
    static func intervals(_ operator: Operator, _ version: PEP440Version, isWildcard: Bool) -> [VersionInterval] {
        switch `operator` {
        case .greaterOrEqual:
            return [VersionInterval(lower: .before(version), upper: nil)]
        case .lessOrEqual:
            return [VersionInterval(lower: nil, upper: .afterLocals(version))]
        case .greater:
            // "MUST NOT allow a post-release of the given version unless the given version is itself a post release",
            // nor a local version of it.
            let isLast = version.post != nil || version.dev != nil
            return [VersionInterval(lower: isLast ? .afterLocals(version) : .afterPosts(version), upper: nil)]
        case .less:
            // "MUST NOT allow a pre-release of the specified version unless the specified version is itself one".
            let end =
                version.isPrerelease
                ? version
                : PEP440Version(epoch: version.epoch, release: version.release, post: version.post, dev: 0)
            return [VersionInterval(lower: nil, upper: .before(end))].filter { !$0.isEmpty }
        case .compatible:
            let end = version.nextRelease(length: version.release.count - 1)
            return [VersionInterval(lower: .before(version), upper: .before(end))]
        case .equal, .notEqual:
            let (lower, upper) = bounds(version, isWildcard: isWildcard)
            if `operator` == .equal { return [VersionInterval(lower: lower, upper: upper)] }
            return [VersionInterval(lower: nil, upper: lower), VersionInterval(lower: upper, upper: nil)]
                .filter { !$0.isEmpty }
        case .arbitrary:
            return [.all]
        }
    }

    /// Where what equals the version begins and ends. A version without a label equals all of its local versions.
    private static func bounds(_ version: PEP440Version, isWildcard: Bool) -> (VersionCut, VersionCut) {
        if isWildcard {
            let first = PEP440Version(epoch: version.epoch, release: version.release, dev: 0)
            return (.before(first), .before(version.nextRelease(length: version.release.count)))
        }
        return (.before(version), version.local == nil ? .afterLocals(version) : .after(version))
    }
}

extension PEP440Version {
    /// The first version of the next release of so many numbers: `1.3.dev0` after `1.2.9` for 2.
    fileprivate func nextRelease(length: Int) -> PEP440Version {
        var release = Array(release.prefix(max(length, 1)))
        // Numbers are at most 2⁶³−1.
        release[release.count - 1] &+= 1
        return PEP440Version(epoch: epoch, release: release, dev: 0)
    }
}
