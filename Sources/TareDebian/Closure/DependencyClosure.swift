/// Chooses the packages that some packages need, and their needs in turn: the same choice for the same pool, always.
///
/// Every name stands for its highest version. A group of alternatives that leaves no choice is met at once; a group that
/// does is put off until all of those are met, and then its first alternative that is installable and in no conflict is
/// taken, unless an alternative was chosen meanwhile. Of several providers of a virtual package that of the higher
/// priority, then that of the lower name is taken. There is no backtracking: what conflicts in the end is an error.
public struct DependencyClosure {
    private struct Need {
        var group: RelationGroup
        /// Name of the package that has the relationship.
        var requirer: String
    }

    private let pool: PackagePool
    private let architecture: String
    private let includesRecommends: Bool
    private var chosen: [String: BinaryPackage] = [:]
    /// Who brought a package in; requested packages have no entry.
    private var requirers: [String: String] = [:]
    /// Virtual packages of the chosen ones: name to provider and version.
    private var provided: [String: [Relation]] = [:]
    private var open: [Need] = []
    private var putOff: [Need] = []

    static let maximumPackages = 20_000
    static let maximumDepth = 400

    private init(pool: PackagePool, architecture: String, includesRecommends: Bool) {
        self.pool = pool
        self.architecture = architecture
        self.includesRecommends = includesRecommends
    }

    /// The requested packages and all that they need, in ascending order of their names.
    public static func resolve(
        _ names: [String], in pool: PackagePool, architecture: String, includesRecommends: Bool = false
    ) throws(ClosureError) -> [BinaryPackage] {
        var closure = DependencyClosure(pool: pool, architecture: architecture, includesRecommends: includesRecommends)
        for name in names {
            guard let package = try closure.read({ () throws(ControlError) in try pool.package(name) }),
                closure.isOfArchitecture(package)
            else { throw .unknownPackage(name, suites: pool.indices.map(\.suite)) }
            try closure.choose(package, for: nil)
        }
        try closure.meetAll()
        try closure.checkConflicts()
        return closure.chosen.values.sorted { $0.name < $1.name }
    }

    private mutating func choose(_ package: BinaryPackage, for requirer: String?) throws(ClosureError) {
        guard chosen[package.name] == nil else { return }
        guard chosen.count < Self.maximumPackages else { throw .tooManyPackages(limit: Self.maximumPackages) }
        chosen[package.name] = package
        requirers[package.name] = requirer
        for relation in package.provides { provided[relation.name, default: []].append(relation) }
        var groups = package.preDepends + package.depends
        if includesRecommends {
            // A recommendation that cannot be met is no error.
            for group in package.recommends where try !candidates(group).isEmpty { groups.append(group) }
        }
        for group in groups {
            let applicable = RelationGroup(group.alternatives.filter { $0.applies(to: architecture) })
            if !applicable.alternatives.isEmpty { open.append(Need(group: applicable, requirer: package.name)) }
        }
    }

    private mutating func meetAll() throws(ClosureError) {
        var openIndex = 0
        var putOffIndex = 0
        while true {
            while openIndex < open.count {
                let need = open[openIndex]
                openIndex += 1
                if need.group.alternatives.contains(where: isMet) { continue }
                let candidates = try candidates(need.group)
                guard let only = candidates.first else { throw unsatisfiable(need) }
                if candidates.count == 1 { try choose(only, for: need.requirer) } else { putOff.append(need) }
            }
            guard putOffIndex < putOff.count else { return }
            let need = putOff[putOffIndex]
            putOffIndex += 1
            if need.group.alternatives.contains(where: isMet) { continue }
            let candidates = try candidates(need.group)
            var choice = candidates.first
            for candidate in candidates where !conflictsWithChosen(candidate) {
                var seen: Set<String> = []
                if try isInstallable(candidate, &seen, depth: 0) {
                    choice = candidate
                    break
                }
            }
            guard let choice else { throw unsatisfiable(need) }
            try choose(choice, for: need.requirer)
        }
    }

    private func isMet(_ relation: Relation) -> Bool {
        if let package = chosen[relation.name], isSatisfied(relation, by: package) { return true }
        return provided[relation.name]?.contains { isSatisfied(relation, byProvided: $0) } ?? false
    }

    private func isSatisfied(_ relation: Relation, by package: BinaryPackage) -> Bool {
        guard relation.restriction?.isSatisfied(by: package.version) ?? true else { return false }
        return switch relation.qualifier {
        case nil, "native": true
        case "any": package.multiArch == .allowed
        case let architecture?: architecture == package.architecture || architecture == self.architecture
        }
    }

    /// A versioned need is met by a versioned provision only (policy §7.5).
    private func isSatisfied(_ relation: Relation, byProvided provision: Relation) -> Bool {
        guard let restriction = relation.restriction else { return true }
        guard let version = provision.restriction?.version else { return false }
        return restriction.isSatisfied(by: version)
    }

    private func isOfArchitecture(_ package: BinaryPackage) -> Bool {
        package.architecture == architecture || package.architecture == "all"
    }

    /// Packages that meet one of the alternatives, in the order in which they are to be tried.
    private func candidates(_ group: RelationGroup) throws(ClosureError) -> [BinaryPackage] {
        var found: [BinaryPackage] = []
        func add(_ package: BinaryPackage) {
            if isOfArchitecture(package), !found.contains(where: { $0.name == package.name }) { found.append(package) }
        }
        for relation in group.alternatives {
            let pool = pool
            if let package = try read({ () throws(ControlError) in try pool.package(relation.name) }),
                isSatisfied(relation, by: package)
            {
                add(package)
            }
            let providers = try read { () throws(ControlError) in try pool.providers(of: relation.name) }
                .filter { $0.provides.contains { $0.name == relation.name && isSatisfied(relation, byProvided: $0) } }
                .sorted { ($0.priorityRank, $0.name) < ($1.priorityRank, $1.name) }
            for package in providers { add(package) }
        }
        return found
    }

    /// Whether a package's needs can be met at all, conflicts aside. A package under question counts as installable: that
    /// is what lets circles of dependencies stand.
    private func isInstallable(_ package: BinaryPackage, _ seen: inout Set<String>, depth: Int) throws(ClosureError)
        -> Bool
    {
        guard chosen[package.name] == nil, depth < Self.maximumDepth, seen.insert(package.name).inserted else {
            return true
        }
        for group in package.preDepends + package.depends {
            let applicable = RelationGroup(group.alternatives.filter { $0.applies(to: architecture) })
            if applicable.alternatives.isEmpty || applicable.alternatives.contains(where: isMet) { continue }
            var isMeetable = false
            for candidate in try candidates(applicable) where try isInstallable(candidate, &seen, depth: depth + 1) {
                isMeetable = true
                break
            }
            if !isMeetable { return false }
        }
        return true
    }

    private func unsatisfiable(_ need: Need) -> ClosureError {
        let available = need.group.alternatives.compactMap { relation in
            (try? pool.package(relation.name)).map { "\(relation.name) \($0.version)" }
        }
        return .unsatisfiable(
            relation: need.group.description, chain: chain(to: need.requirer),
            available: available.isEmpty ? nil : available.joined(separator: ", "))
    }

    /// From a requested package to this one.
    private func chain(to name: String) -> [String] {
        var chain = [name]
        while let last = chain.last, let requirer = requirers[last] { chain.append(requirer) }
        return chain.reversed()
    }

    private func read<Value>(_ body: () throws(ControlError) -> Value) throws(ClosureError) -> Value {
        do { return try body() } catch { throw .malformedIndex(error) }
    }
}

extension DependencyClosure {
    /// The relation by which `package` excludes `other` (policy §7.3 and §7.4).
    private func exclusion(_ package: BinaryPackage, of other: BinaryPackage) -> Relation? {
        guard package.name != other.name else { return nil }
        return (package.conflicts + package.breaks).first { relation in
            guard relation.applies(to: architecture) else { return false }
            if relation.name == other.name {
                return relation.restriction?.isSatisfied(by: other.version) ?? true
            }
            return other.provides.contains { $0.name == relation.name && isSatisfied(relation, byProvided: $0) }
        }
    }

    private func conflictsWithChosen(_ candidate: BinaryPackage) -> Bool {
        chosen.values.contains { exclusion($0, of: candidate) != nil || exclusion(candidate, of: $0) != nil }
    }

    private func checkConflicts() throws(ClosureError) {
        let packages = chosen.values.sorted { $0.name < $1.name }
        for first in packages where !first.conflicts.isEmpty || !first.breaks.isEmpty {
            for second in packages {
                guard let relation = exclusion(first, of: second) else { continue }
                throw .conflict(
                    first: chain(to: first.name), second: chain(to: second.name), relation: relation.description)
            }
        }
    }
}

extension BinaryPackage {
    fileprivate var priorityRank: Int {
        ["required", "important", "standard", "optional"].firstIndex(of: priority ?? "") ?? 4
    }
}
