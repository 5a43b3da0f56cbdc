/// The wheel that an installer would take for a target, or why there is none.
public enum WheelChoice: Sendable, Hashable {
    /// The place of the best candidate in the list given, and of its best tag among the target's tags.
    case wheel(index: Int, rank: Int)
    case none(WheelMismatch)

    /// Chooses among the wheels of one version of one package, as uv does: the best tag, then the higher build number,
    /// then the first of the list. `hasSource` says whether a source distribution stands beside the wheels.
    public static func best(
        among candidates: [WheelCandidate], for tags: CompatibleTags, hasSource: Bool = false
    ) -> WheelChoice {
        best(candidates, tags) ?? .none(WheelMismatch(of: candidates, for: tags, hasSource: hasSource))
    }

    /// The same among the wheels of a lock.
    static func best(among wheels: [LockedWheel], for tags: CompatibleTags, hasSource: Bool) -> WheelChoice {
        best(wheels, tags)
            ?? .none(WheelMismatch(of: wheels.map { WheelCandidate($0.filename) }, for: tags, hasSource: hasSource))
    }

    private static func best(_ wheels: [some RankedWheel], _ tags: CompatibleTags) -> WheelChoice? {
        var best: (index: Int, rank: Int)?
        for index in wheels.indices {
            guard let rank = wheels[index].rank(in: tags) else { continue }
            if let old = best {
                guard rank <= old.rank else { continue }
                guard rank < old.rank || wheels[index].build.isHigher(than: wheels[old.index].build) else { continue }
            }
            best = (index, rank)
        }
        return best.map { .wheel(index: $0.index, rank: $0.rank) }
    }
}

/// What is compared of a wheel: wherever it is listed, in an index or in a lock.
protocol RankedWheel {
    var build: WheelFilename.BuildTag? { get }
    /// `nil` where it does not fit.
    func rank(in tags: CompatibleTags) -> Int?
}

/// A wheel that may be chosen.
public struct WheelCandidate: Sendable, Hashable {
    public var filename: WheelFilename
    /// The versions of Python that the index says the file is for; `nil` where it says nothing.
    public var requiresPython: VersionSpecifierSet?

    public init(_ filename: WheelFilename, requiresPython: VersionSpecifierSet? = nil) {
        self.filename = filename
        self.requiresPython = requiresPython
    }

}

extension WheelCandidate: RankedWheel {
    var build: WheelFilename.BuildTag? { filename.build }

    func rank(in tags: CompatibleTags) -> Int? {
        guard let rank = filename.rank(in: tags), requiresPython?.contains(tags.target.python) ?? true else {
            return nil
        }
        return rank
    }
}

extension LockedWheel: RankedWheel {
    var build: WheelFilename.BuildTag? { filename.build }

    func rank(in tags: CompatibleTags) -> Int? { filename.tagLists.rank(in: tags) }
}

extension WheelFilename {
    /// The place of the best of its tags, `nil` where the target accepts none of them.
    public func rank(in tags: CompatibleTags) -> Int? { tagLists.rank(in: tags) }
}

extension WheelFilename.BuildTag? {
    /// A wheel without a build number is the lowest.
    fileprivate func isHigher(than other: WheelFilename.BuildTag?) -> Bool {
        switch (self, other) {
        case (let left?, let right?): left > right
        case (let left, let right): left != nil && right == nil
        }
    }
}
