/// The walk over a lock that is a graph, as uv does it: breadth first over pairs of a package and one of its extras.
///
/// An edge is followed if its marker holds. With conflicts declared, markers also ask for pseudo-extras
/// (`extra-3-zoo-cpu`: extra `cpu` of `zoo`, a name of 3 bytes), so a first walk finds out which extras are active.
struct LockWalk {
    private let lock: Lock
    private let graph: LockGraph
    private let environment: MarkerEnvironment
    private let selection: LockSelection

    /// The pseudo-extras, empty unless conflicts are declared.
    private var active: Set<String> = []
    private var activeItems: Set<LockGraph.ConflictItem> = []
    private var roots: [Int] = []
    /// The edges that were followed, from place to place.
    private var followed: [Int: Set<Int>] = [:]

    private struct Step: Hashable {
        var place: Int
        var extra: PackageName?
    }

    init(lock: Lock, graph: LockGraph, environment: MarkerEnvironment, selection: LockSelection) {
        self.lock = lock
        self.graph = graph
        self.environment = environment
        self.selection = selection
    }

    mutating func run() throws(LockResolutionError) -> [ResolvedPackage] {
        let supported = graph.supportedEnvironments
        guard supported.isEmpty || supported.contains(where: { $0.evaluate(in: environment) }) else {
            throw LockResolutionError(
                file: lock.file, .environmentNotSupported(environments: supported.map(\.description)))
        }
        roots = try chosenRoots()
        try checkNames()
        if !graph.conflicts.isEmpty { try activate() }
        var seen = Set<Step>()
        var queue = try start(&seen)
        var next = 0
        while next < queue.count {
            let step = queue[next]
            next += 1
            for edge in edges(of: step) where holds(edge.marker, of: step) {
                followed[step.place, default: []].insert(try push(edge, &queue, &seen))
            }
        }
        return try packages(seen)
    }

    private func chosenRoots() throws(LockResolutionError) -> [Int] {
        if selection.members.isEmpty { return graph.root.map { [$0] } ?? graph.members }
        var places: [Int] = []
        for name in selection.members.sorted() {
            let candidates = graph.members + (graph.root.map { [$0] } ?? [])
            guard let place = candidates.first(where: { lock.packages[$0].name == name }) else {
                throw LockResolutionError(file: lock.file, .unknownMember(name.description))
            }
            places.append(place)
        }
        return places
    }

    /// Refuses extras and groups that no root has. A lock that does not tell which there are cannot refuse.
    private func checkNames() throws(LockResolutionError) {
        for extra in selection.extras.sorted() where graph.extras[extra] == nil {
            let isKnown = roots.contains { place in
                let package = lock.packages[place]
                return package.optionalDependencies[extra] != nil || package.declaredExtras?.contains(extra) ?? true
            }
            guard isKnown else { throw LockResolutionError(file: lock.file, .unknownExtra(extra.description)) }
        }
        for group in (selection.groups ?? []).sorted() where graph.groups[group] == nil {
            let isKnown = roots.contains { place in
                let package = lock.packages[place]
                return package.dependencyGroups[group] != nil || package.declaredGroups?.contains(group) ?? true
            }
            guard isKnown else { throw LockResolutionError(file: lock.file, .unknownGroup(group.description)) }
        }
    }

    private func extras(of package: LockedPackage) -> [PackageName] {
        package.optionalDependencies.keys.filter { selection.takesAllExtras || selection.extras.contains($0) }.sorted()
    }

    /// What the roots, their extras and groups, and the lock's own requirements put into the queue.
    private mutating func start(_ seen: inout Set<Step>) throws(LockResolutionError) -> [Step] {
        var queue: [Step] = []
        for place in roots {
            let package = lock.packages[place]
            for extra in [nil] + extras(of: package).map(Optional.some) {
                let step = Step(place: place, extra: extra)
                if seen.insert(step).inserted { queue.append(step) }
            }
            for group in (selection.groups ?? []).sorted() {
                for edge in package.dependencyGroups[group] ?? [] where holds(edge) {
                    followed[place, default: []].insert(try push(edge, &queue, &seen))
                }
            }
        }
        // Requirements of the lock itself belong to no member.
        guard selection.members.isEmpty else { return queue }
        var requirements = graph.requirements
        for group in (selection.groups ?? []).sorted() { requirements += graph.groups[group] ?? [] }
        for (extra, edges) in graph.extras where selection.takesAllExtras || selection.extras.contains(extra) {
            requirements += edges
        }
        let extras = Set(selection.extras.map(\.description))
        for requirement in requirements where requirement.marker?.evaluate(in: environment, extras: extras) ?? true {
            try push(requirement, &queue, &seen)
        }
        return queue
    }

    /// The package that an edge leads to here: of several, the first that this environment may use.
    private func target(of edge: LockedDependency) throws(LockResolutionError) -> Int {
        if edge.targets.count == 1 { return edge.targets[0] }
        let python = environment[.pythonFullVersion]
        let usable = edge.targets.first { place in
            let package = lock.packages[place]
            let forks = package.resolutionMarkers
            return (forks.isEmpty || forks.contains { $0.evaluate(in: environment) })
                && package.requiresPython?.contains(text: python) ?? true
        }
        guard let usable else {
            throw LockResolutionError(file: lock.file, .noCandidate(package: edge.name.description))
        }
        return usable
    }

    private func edges(of step: Step) -> [LockedDependency] {
        let package = lock.packages[step.place]
        guard let extra = step.extra else { return package.dependencies }
        return package.optionalDependencies[extra] ?? []
    }

    /// Puts an edge's target and extras into the queue; gives the target.
    @discardableResult
    private func push(
        _ edge: LockedDependency, _ queue: inout [Step], _ seen: inout Set<Step>
    ) throws(LockResolutionError) -> Int {
        let place = try target(of: edge)
        let plain = Step(place: place, extra: nil)
        if seen.insert(plain).inserted { queue.append(plain) }
        for extra in edge.extras {
            let step = Step(place: place, extra: extra)
            if seen.insert(step).inserted { queue.append(step) }
        }
        return place
    }

    private func holds(_ marker: EnvironmentMarker?, of step: Step) -> Bool {
        guard let marker else { return true }
        guard graph.hasPlainExtraMarkers else { return marker.evaluate(in: environment, extras: active) }
        return marker.evaluate(in: environment, extras: step.extra.map { [$0.description] } ?? [])
    }

    /// In the order of names, which is the lock's own nearly always.
    private func packages(_ seen: Set<Step>) throws(LockResolutionError) -> [ResolvedPackage] {
        var extras: [Int: [PackageName]] = [:]
        for step in seen {
            extras[step.place, default: []] += step.extra.map { [$0] } ?? []
        }
        let places = extras.keys.sorted().sorted { lock.packages[$0].name < lock.packages[$1].name }
        for (place, next) in zip(places, places.dropFirst())
        where lock.packages[place].name == lock.packages[next].name {
            throw LockResolutionError(
                file: lock.file,
                .ambiguous(
                    package: lock.packages[place].name.description,
                    entries: [lock.packages[place].title, lock.packages[next].title]))
        }
        let (roots, members) = (Set(roots), Set(graph.members))
        return places.map { place in
            let role: ResolvedPackage.Role =
                roots.contains(place) ? .project : members.contains(place) ? .member : .dependency
            return ResolvedPackage(
                package: lock.packages[place], role: role, extras: extras[place].map { $0.sorted() } ?? [],
                dependencies: Set((followed[place] ?? []).map { lock.packages[$0].name }).sorted())
        }
    }
}

/// Conflicts.
extension LockWalk {
    /// Whether an edge's marker holds once the extras that it asks for are active too.
    private func holds(_ edge: LockedDependency) -> Bool {
        guard let marker = edge.marker else { return true }
        guard !graph.conflicts.isEmpty else { return marker.evaluate(in: environment) }
        let own = edge.extras.map { LockGraph.ConflictItem(package: edge.name, kind: .extra($0)).pseudoExtra }
        return marker.evaluate(in: environment, extras: active.union(own))
    }

    private mutating func activate(_ item: LockGraph.ConflictItem) {
        activeItems.insert(item)
        active.insert(item.pseudoExtra)
    }

    private mutating func activate(_ edge: LockedDependency) {
        for extra in edge.extras { activate(LockGraph.ConflictItem(package: edge.name, kind: .extra(extra))) }
    }

    /// Finds every extra and group that is active, from the roots on, and refuses two that conflict.
    private mutating func activate() throws(LockResolutionError) {
        for place in roots {
            let package = lock.packages[place]
            activate(LockGraph.ConflictItem(package: package.name, kind: .project))
            for extra in extras(of: package) {
                activate(LockGraph.ConflictItem(package: package.name, kind: .extra(extra)))
            }
            for group in selection.groups ?? [] where package.dependencyGroups[group] != nil {
                activate(LockGraph.ConflictItem(package: package.name, kind: .group(group)))
            }
        }
        for place in roots {
            for group in (selection.groups ?? []).sorted() {
                for edge in lock.packages[place].dependencyGroups[group] ?? [] where holds(edge) { activate(edge) }
            }
        }
        var seen = Set<Step>()
        var queue = try start(&seen)
        var next = 0
        while next < queue.count {
            let step = queue[next]
            next += 1
            for edge in edges(of: step) where holds(edge) {
                activate(edge)
                try push(edge, &queue, &seen)
            }
        }
        for set in graph.conflicts {
            let chosen = set.filter(activeItems.contains)
            guard chosen.count < 2 else {
                throw LockResolutionError(file: lock.file, .conflict(chosen[0].title, chosen[1].title))
            }
        }
    }
}

extension LockGraph.ConflictItem {
    /// The name that stands for the item in uv's markers.
    var pseudoExtra: String {
        let length = package.description.utf8.count
        return switch kind {
        case .project: "project-\(length)-\(package)"
        case .extra(let extra): "extra-\(length)-\(package)-\(extra)"
        case .group(let group): "group-\(length)-\(package)-\(group)"
        }
    }

    var title: String {
        switch kind {
        case .project: "project '\(package)'"
        case .extra(let extra): "extra '\(extra)' of \(package)"
        case .group(let group): "group '\(group)' of \(package)"
        }
    }
}
