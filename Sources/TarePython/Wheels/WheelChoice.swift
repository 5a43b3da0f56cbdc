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
        var best: (index: Int, rank: Int)?
        for (index, candidate) in candidates.enumerated() {
            guard let rank = candidate.filename.rank(in: tags), candidate.accepts(tags.target.python) else { continue }
            if let old = best {
                guard rank <= old.rank else { continue }
                let build = candidates[old.index].filename.build
                guard rank < old.rank || candidate.filename.build.isHigher(than: build) else { continue }
            }
            best = (index, rank)
        }
        if let best { return .wheel(index: best.index, rank: best.rank) }
        return .none(WheelMismatch(of: candidates, for: tags, hasSource: hasSource))
    }
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

    func accepts(_ python: PEP440Version) -> Bool { requiresPython?.contains(python) ?? true }
}

extension WheelFilename {
    /// The place of the best of its tags, `nil` where the target accepts none of them.
    public func rank(in tags: CompatibleTags) -> Int? {
        var best: Int?
        for python in pythonTags {
            for abi in abiTags {
                for platform in platformTags {
                    guard let rank = tags.rank(python: python, abi: abi, platform: platform) else { continue }
                    if best.map({ rank < $0 }) ?? true { best = rank }
                }
            }
        }
        return best
    }
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
