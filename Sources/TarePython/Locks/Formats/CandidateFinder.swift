/// Finds the packages of a lock that a requirement allows, in locks whose edges are requirements.
struct CandidateFinder {
    let packages: [LockedPackage]
    let places: PackagePlaces

    /// Places, the newest version first.
    func candidates(_ name: PackageName, where allows: (PEP440Version) -> Bool) -> [Int] {
        let found = places[name].filter { place in
            // What comes from a repository or an address is what was asked for, whatever its version.
            guard let version = packages[place].version, !packages[place].source.isDirect else { return true }
            return allows(version)
        }
        return found.sorted { left, right in
            guard let first = packages[left].version, let second = packages[right].version else { return left < right }
            return first == second ? left < right : first > second
        }
    }

    /// `nil` if no package of the lock fits, unless a marker tells why.
    func edge(_ requirement: Requirement) -> LockedDependency? {
        let targets = candidates(requirement.name) { requirement.specifiers.contains($0) }
        guard !targets.isEmpty || requirement.marker != nil else { return nil }
        return LockedDependency(
            name: requirement.name, targets: targets, extras: requirement.extras, marker: requirement.marker)
    }
}

extension EnvironmentMarker {
    /// A marker that holds for the full Python versions that a clause takes.
    init(pythonFullVersion clause: VersionSpecifier) {
        self.init(
            root: .comparison(
                MarkerComparison(.variable(.pythonFullVersion), .version(clause.operator), .literal(clause.text))))
    }

    /// Holds if all of these do; `nil` among them is always.
    static func all(_ markers: [EnvironmentMarker?]) -> EnvironmentMarker? {
        let nodes = markers.compactMap { $0?.root }
        return nodes.count < 2 ? nodes.first.map(EnvironmentMarker.init) : EnvironmentMarker(root: .and(nodes))
    }

    /// Holds if one of these does; with `nil` among them, always.
    static func any(_ markers: [EnvironmentMarker?]) -> EnvironmentMarker? {
        let nodes = markers.compactMap { $0?.root }
        guard nodes.count == markers.count else { return nil }
        return nodes.count < 2 ? nodes.first.map(EnvironmentMarker.init) : EnvironmentMarker(root: .or(nodes))
    }
}
