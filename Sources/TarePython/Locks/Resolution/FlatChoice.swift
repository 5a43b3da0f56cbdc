/// The choice from a lock that is a list: every entry whose groups and marker apply.
///
/// Follows the installer's steps of `pylock.toml` (PEP 751), which the other lists fit into.
struct FlatChoice {
    let lock: Lock
    let rules: FlatRules
    let environment: MarkerEnvironment
    let selection: LockSelection

    func run() throws(LockResolutionError) -> [ResolvedPackage] {
        if let environments = rules.environments, !environments.contains(where: { $0.evaluate(in: environment) }) {
            throw LockResolutionError(
                file: lock.file, .environmentNotSupported(environments: environments.map(\.description)))
        }
        var groups = selection.groups ?? rules.defaultGroups
        try checkNames(groups)
        let chosenExtras = selection.takesAllExtras ? selection.extras.union(rules.extras ?? []) : selection.extras
        let extras = Set(chosenExtras.map(\.description))
        if let base = rules.baseGroup { groups.insert(base) }
        if rules.countsExtrasAsGroups { groups.formUnion(chosenExtras) }
        let groupNames = Set(groups.map(\.description))
        var chosen: [ResolvedPackage] = []
        var places: [PackageName: Int] = [:]
        for package in lock.packages where applies(package, groups, extras, groupNames) {
            try checkPython(package)
            if let place = places[package.name] {
                try merge(package, into: &chosen[place])
            } else {
                places[package.name] = chosen.count
                chosen.append(ResolvedPackage(package: package, role: .dependency, extras: package.extras.sorted()))
            }
        }
        return chosen
    }

    private func checkNames(_ groups: Set<PackageName>) throws(LockResolutionError) {
        if let known = rules.extras, let extra = selection.extras.subtracting(known).min() {
            throw LockResolutionError(file: lock.file, .unknownExtra(extra.description))
        }
        if let known = rules.groups, let group = groups.subtracting(known).min() {
            throw LockResolutionError(file: lock.file, .unknownGroup(group.description))
        }
    }

    private func applies(
        _ package: LockedPackage, _ groups: Set<PackageName>, _ extras: Set<String>, _ groupNames: Set<String>
    ) -> Bool {
        func holds(_ marker: EnvironmentMarker?) -> Bool {
            marker?.evaluate(in: environment, extras: extras, dependencyGroups: groupNames) ?? true
        }
        guard let own = package.groups else { return holds(package.marker) }
        let shared = own.intersection(groups)
        guard !shared.isEmpty else { return false }
        if package.groupMarkers.isEmpty { return holds(package.marker) }
        return shared.contains { holds(package.groupMarkers[$0]) }
    }

    private func checkPython(_ package: LockedPackage) throws(LockResolutionError) {
        let python = environment[.pythonFullVersion]
        guard let required = package.requiresPython, !required.contains(text: python) else { return }
        throw LockResolutionError(
            file: lock.file,
            .pythonMismatch(python: python, required: required.description, package: package.title))
    }

    /// Two entries of one name: of some formats the same package with other extras, of others an error.
    private func merge(_ package: LockedPackage, into chosen: inout ResolvedPackage) throws(LockResolutionError) {
        let sameVersion =
            package.version == nil || chosen.package.version == nil
            || package.version == chosen.package.version
        guard rules.mergesEntries, sameVersion, package.source == chosen.package.source else {
            throw LockResolutionError(
                file: lock.file,
                .ambiguous(package: package.name.description, entries: [chosen.package.title, package.title]))
        }
        chosen.extras = Set(chosen.extras + package.extras).sorted()
        if chosen.package.version == nil { chosen.package.version = package.version }
        if let specifiers = package.specifiers {
            chosen.package.specifiers = VersionSpecifierSet(
                (chosen.package.specifiers?.specifiers ?? []) + specifiers.specifiers)
        }
        for file in package.files where !chosen.package.files.contains(file) { chosen.package.files.append(file) }
        var words = WheelVocabulary()
        chosen.package.readWheels(&words)
    }
}
