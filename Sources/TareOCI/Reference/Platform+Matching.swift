extension Platform {
    /// The platforms whose programs run on this one, the best first: itself, then lower variants of the architecture.
    ///
    /// The order is containerd's (`platforms.Only`): `arm/v7` takes v7, v6, v5; `amd64/v3` takes v3, v2 and the base;
    /// `arm64/v9.2` takes v9.2 … v9, then v8.7 … v8. Unlike containerd's it ends there: a 32-bit image is never taken for
    /// a 64-bit platform, since the wheels and interpreters put on top of it are chosen for the 64-bit one.
    public var acceptable: [Platform] {
        let wanted = normalized
        let variants: [String?]
        switch wanted.architecture {
        case "amd64": variants = Self.descending(wanted.variant, to: 2) + [nil]
        case "arm": variants = Self.descending(wanted.variant, to: 5)
        case "arm64": variants = Self.arm64Variants(wanted.variant)
        default: return [wanted]
        }
        return variants.map { variant in
            var platform = wanted
            platform.variant = variant
            return platform
        }
    }

    /// Position of the best of `candidates` for this platform, or `nil` where none runs on it; the first of equals.
    public func bestMatch(among candidates: some Sequence<Platform?>) -> Int? {
        let order = acceptable
        var best: (index: Int, rank: Int)?
        for (index, candidate) in candidates.enumerated() {
            guard let candidate = candidate?.normalized,
                let rank = order.firstIndex(where: { $0.runs(candidate) })
            else { continue }
            if best.map({ rank < $0.rank }) ?? true { best = (index, rank) }
        }
        return best?.index
    }

    /// True if programs for `image` run on this platform.
    public func accepts(_ image: Platform) -> Bool {
        let image = image.normalized
        return acceptable.contains { $0.runs(image) }
    }

    /// Same system, architecture and variant, and no feature of the system that this platform does not state.
    private func runs(_ image: Platform) -> Bool {
        guard os == image.os, architecture == image.architecture, variant == image.variant else { return false }
        if let wanted = osVersion, let offered = image.osVersion, wanted != offered { return false }
        let features = osFeatures ?? []
        return (image.osFeatures ?? []).allSatisfy(features.contains)
    }

    /// `v7`, `v6`, `v5` for `v7`; only the variant itself where it is not a version, or an implausible one.
    private static func descending(_ variant: String?, to lowest: Int) -> [String?] {
        guard let variant else { return [] }
        guard variant.hasPrefix("v"), let version = Int(variant.dropFirst()), (lowest...32).contains(version) else {
            return [variant]
        }
        return stride(from: version, through: lowest, by: -1).map { "v\($0)" }
    }

    /// Arm A-profile: v9.n contains v8.(n+5), and no v8 goes beyond v8.9.
    private static func arm64Variants(_ variant: String?) -> [String?] {
        let parts = (variant ?? "v8").dropFirst().split(separator: ".").map { Int($0) }
        guard let major = parts.first ?? nil, parts.count <= 2, let minor = parts.count == 2 ? parts[1] : 0,
            (0...9).contains(minor)
        else { return [variant] }
        func down(_ major: Int, from minor: Int) -> [String?] {
            stride(from: minor, through: 0, by: -1).map { minor in
                if minor > 0 { return "v\(major).\(minor)" }
                return major == 8 ? nil : "v\(major)"
            }
        }
        switch major {
        case 8: return down(8, from: minor)
        case 9: return down(9, from: minor) + down(8, from: min(minor + 5, 9))
        default: return [variant]
        }
    }
}
