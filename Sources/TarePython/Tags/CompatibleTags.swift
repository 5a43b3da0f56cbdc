/// The tags that a target accepts, best first, as installers order them.
///
/// For CPython 3.m with the platforms P of the target:
/// `cp3m-cp3m`, `cp3m-abi3`, `cp3m-none`, then `cp3(m-1)-abi3` to `cp32-abi3`, then `py3m-none`, `py3-none`,
/// `py3(m-1)-none` to `py30-none`, each with all of P; then `cp3m`, `py3m`, `py3`, `py3(m-1)` to `py30`, each with
/// `none-any`. Free-threaded builds have `cp3mt` for `cp3m` and `abi3t` for `abi3`. A place in that list is computed, not
/// looked up: O(1), without a list or a text.
public struct CompatibleTags: Sendable, Hashable {
    public let target: InstallTarget
    let platforms: CompatiblePlatforms

    public init(for target: InstallTarget) {
        self.target = target
        platforms = CompatiblePlatforms(machine: target.machine, library: target.library)
    }

    /// The length of the list.
    public var count: Int { platforms.count * groupCount + target.minor + 3 }

    /// The tag's place in the list, 0 for the best; `nil` where the target does not accept it.
    public func rank(of tag: WheelTag) -> Int? { rank(python: tag.python, abi: tag.abi, platform: tag.platform) }

    func rank(python: PythonTag, abi: ABITag, platform: PlatformTag) -> Int? {
        if platform == .any {
            guard abi == .none, let place = pureRank(python) else { return nil }
            return platforms.count * groupCount + place
        }
        guard let group = group(python, abi), let place = platforms.rank(of: platform) else { return nil }
        return group * platforms.count + place
    }

    /// How many pairs of interpreter and interface stand before the pure tags.
    private var groupCount: Int { 2 * target.minor + 3 }

    /// The place among `cp3m, py3m, py3, py3(m-1) … py30`.
    private func pureRank(_ python: PythonTag) -> Int? {
        if case .cpython(let minor) = python { return minor == target.minor ? 0 : nil }
        return genericRank(python).map { $0 + 1 }
    }

    /// The place among `py3m, py3, py3(m-1) … py30`.
    private func genericRank(_ python: PythonTag) -> Int? {
        guard case .python(let minor) = python else { return nil }
        guard let minor else { return 1 }
        guard minor <= target.minor else { return nil }
        return minor == target.minor ? 0 : target.minor - minor + 1
    }

    /// The place of the pair of interpreter and interface.
    func group(_ python: PythonTag, _ abi: ABITag) -> Int? {
        guard case .cpython(let minor) = python else {
            guard abi == .none, let place = genericRank(python) else { return nil }
            return target.minor + 1 + place
        }
        if abi == (target.isFreeThreaded ? .stableFreeThreaded : .stable), (2...target.minor).contains(minor) {
            return minor == target.minor ? 1 : target.minor - minor + 2
        }
        guard minor == target.minor else { return nil }
        if abi == .cpython(minor: minor, isFreeThreaded: target.isFreeThreaded) { return 0 }
        return abi == .none ? 2 : nil
    }
}

extension CompatibleTags {
    /// The whole list, for people and tests.
    public var all: [WheelTag] {
        let minor = target.minor
        let stable: ABITag = target.isFreeThreaded ? .stableFreeThreaded : .stable
        let own: [ABITag] = [.cpython(minor: minor, isFreeThreaded: target.isFreeThreaded), stable, .none]
        let generic: [PythonTag] =
            [.python(minor: minor), .python(minor: nil)] + (0..<minor).reversed().map { .python(minor: $0) }
        let groups: [(PythonTag, ABITag)] =
            own.map { (.cpython(minor: minor), $0) } + (2..<minor).reversed().map { (.cpython(minor: $0), stable) }
            + generic.map { ($0, .none) }
        return groups.flatMap { python, abi in platforms.all.map { WheelTag(python, abi, $0) } }
            + ([.cpython(minor: minor)] + generic).map { WheelTag($0, .none, .any) }
    }
}
