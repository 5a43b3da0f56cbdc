/// The platforms of Linux that a machine with a C library accepts, best first.
///
/// glibc 2.N: `manylinux_2_N` down to `manylinux_2_5` (x86_64) or `manylinux_2_17` (aarch64), the older names behind
/// their equals, then `linux`. musl 1.N: `musllinux_1_N` down to `musllinux_1_0`, then `linux`.
struct CompatiblePlatforms: Sendable, Hashable {
    let machine: Machine
    let library: TargetCLibrary

    /// The newest and oldest minor with a tag; empty for a library that no tag names.
    private var minors: ClosedRange<Int>? {
        let (newest, oldest) =
            switch library {
            // The numbers are a caller's: no list grows without bound.
            case .glibc(let major, let minor): (major == 2 ? min(minor, 9999) : -1, machine.oldestManylinuxMinor)
            case .musl(let major, let minor): (major == 1 ? min(minor, 9999) : -1, 0)
            }
        return newest >= oldest ? oldest...newest : nil
    }

    private var isMusl: Bool {
        if case .musl = library { true } else { false }
    }

    /// Whether the older name stands in the list.
    private func includes(_ legacy: LegacyManylinux) -> Bool {
        !isMusl && legacy.covers(machine) && minors?.contains(legacy.glibcMinor) == true
    }

    var count: Int { (minors?.count ?? 0) + LegacyManylinux.allCases.count(where: includes) + 1 }

    func rank(of platform: PlatformTag) -> Int? {
        switch platform {
        case .linux(machine): return count - 1
        case .manylinux(major: 2, let minor, machine):
            guard !isMusl, let minors, minors.contains(minor) else { return nil }
            return minors.upperBound - minor + olderNames(above: minor)
        case .legacyManylinux(let legacy, machine):
            guard includes(legacy), let minors else { return nil }
            return minors.upperBound - legacy.glibcMinor + olderNames(above: legacy.glibcMinor) + 1
        case .musllinux(major: 1, let minor, machine):
            guard isMusl, let minors, minors.contains(minor) else { return nil }
            return minors.upperBound - minor
        default: return nil
        }
    }

    /// How many older names stand before `manylinux_2_minor`.
    private func olderNames(above minor: Int) -> Int {
        LegacyManylinux.allCases.count { includes($0) && $0.glibcMinor > minor }
    }

    var all: [PlatformTag] {
        var all: [PlatformTag] = []
        for minor in minors.map({ Array($0).reversed() }) ?? [] {
            if isMusl {
                all.append(.musllinux(major: 1, minor: minor, machine))
                continue
            }
            all.append(.manylinux(major: 2, minor: minor, machine))
            for legacy in LegacyManylinux.allCases where legacy.glibcMinor == minor && includes(legacy) {
                all.append(.legacyManylinux(legacy, machine))
            }
        }
        return all + [.linux(machine)]
    }
}
