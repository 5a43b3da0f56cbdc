extension VersionSpecifierSet {
    /// Whether every clause takes the version.
    ///
    /// `allowingPrereleases`: `false` refuses every pre-release; `true` and `nil` accept one that matches, as nothing
    /// else stands beside a single version. Use `filter` to choose among several.
    public func contains(_ version: PEP440Version, allowingPrereleases: Bool? = nil) -> Bool {
        if allowingPrereleases == false, version.isPrerelease { return false }
        return specifiers.allSatisfy { $0.matches(version) }
    }

    /// The same for a version as written, which `===` compares letter for letter. A text that is no version is taken
    /// only by `===` and by the empty set.
    public func contains(text: String, allowingPrereleases: Bool? = nil) -> Bool {
        if allowingPrereleases == false, (try? PEP440Version(text))?.isPrerelease == true { return false }
        return specifiers.allSatisfy { $0.contains(text: text) }
    }

    /// The versions that match, in their order.
    ///
    /// `allowingPrereleases`: with `nil`, pre-releases come through where a clause names one, or where no final
    /// release matches.
    public func filter(_ versions: [PEP440Version], allowingPrereleases: Bool? = nil) -> [PEP440Version] {
        let matching = versions.filter { contains($0) }
        return Self.choose(matching, allowingPrereleases ?? impliedPrereleases) { $0.isPrerelease ? .pre : .final }
    }

    /// The same for versions as written.
    public func filter(texts: [String], allowingPrereleases: Bool? = nil) -> [String] {
        let matching = texts.filter { contains(text: $0) }
        return Self.choose(matching, allowingPrereleases ?? impliedPrereleases) { text in
            guard let version = try? PEP440Version(text) else { return .unknown }
            return version.isPrerelease ? .pre : .final
        }
    }

    /// Whether no version at all can match, as for `>2,<1`.
    public var isUnsatisfiable: Bool {
        let arbitrary = specifiers.filter { $0.operator == .arbitrary }
        guard let first = arbitrary.first else {
            var common = [VersionInterval.all]
            for specifier in specifiers {
                common = VersionInterval.intersection(common, specifier.intervals)
                if common.isEmpty { return true }
            }
            return false
        }
        // Only the text itself can match `===`.
        return !contains(text: first.text)
    }

    /// `true` where a clause names a pre-release.
    private var impliedPrereleases: Bool? { specifiers.contains { $0.impliesPrereleases == true } ? true : nil }

    private enum Kind { case final, pre, unknown }

    private static func choose<Item>(_ matching: [Item], _ allowed: Bool?, kind: (Item) -> Kind) -> [Item] {
        switch allowed {
        case true?: return matching
        case false?: return matching.filter { kind($0) != .pre }
        case nil:
            let kinds = matching.map(kind)
            guard kinds.contains(.final) else { return matching }
            return zip(matching, kinds).filter { $1 != .pre }.map(\.0)
        }
    }
}
