/// An environment as a stage has it: made there, or copied from elsewhere.
struct EnvironmentView {
    let environment: PythonEnvironment
    /// Where it is now.
    let prefix: String
    /// From the stage that is asked, back to where it was made.
    let trail: [Place]
    /// The stage that it was made in.
    let home: StageWorld
    /// Whether all of it is there, or a part: its modules alone.
    let isWhole: Bool
    /// Where its modules are now, if they are there and their minor is known.
    let modules: String?

    var isMoved: Bool { environment.kind == .virtual && prefix != environment.prefix }
    var programs: String { environment.kind == .target ? prefix.below("bin") : prefix.below("bin") }
}

extension StageWorld {
    /// All environments that a stage has at a moment, the nearest first: the last one made, then older ones, then the
    /// base's.
    func environments(_ moment: Moment? = nil, depth: Int = 0) -> [EnvironmentView] {
        guard moment == nil else { return findEnvironments(moment, depth: depth) }
        fill()
        // While it is filled, there is no end yet.
        guard isComplete else { return findEnvironments(nil, depth: depth) }
        if let known = build.finalEnvironments[index] { return known }
        let found = findEnvironments(nil, depth: depth)
        // Further down, a bound may have cut something off.
        if depth == 0 { build.finalEnvironments[index] = found }
        return found
    }

    private func findEnvironments(_ moment: Moment?, depth: Int) -> [EnvironmentView] {
        guard depth < BuildWorld.mostDepth, build.fuel > 0 else { return [] }
        build.fuel -= 8
        var result: [EnvironmentView] = []
        for change in changes.prefix((moment ?? end).count).reversed() where !change.isMount {
            guard result.count < 256 else { break }
            switch change.effect {
            case .created(let environment):
                result.append(view(environment, [change.origin]))
            case .installed(let installation) where installation.environment.kind != .virtual:
                let environment = installation.environment
                guard !result.contains(where: { $0.environment === environment && $0.home === self }) else { break }
                if systems.contains(where: { $0 === environment }) { break }
                result.append(view(environment, [change.origin]))
            case .tree(let destination, .world(let source), let from):
                for inner in source.environments(depth: depth + 1) {
                    if let view = moved(inner, change.origin, from: from, to: destination) { result.append(view) }
                }
            default: break
            }
        }
        if case .world(let below) = ground {
            result += below.environments(depth: depth + 1)
        } else {
            result += systems.map { view($0, []) }
        }
        return result
    }

    private func view(_ environment: PythonEnvironment, _ trail: [Place]) -> EnvironmentView {
        EnvironmentView(
            environment: environment, prefix: environment.prefix, trail: trail, home: self, isWhole: true,
            modules: environment.modules)
    }

    private func moved(
        _ view: EnvironmentView, _ origin: Place, from: String, to destination: String
    ) -> EnvironmentView? {
        let trail = [origin] + view.trail
        if view.prefix.isAtOrBelow(from) {
            let prefix = destination.below(view.prefix.rest(behind: from))
            let modules = view.modules.flatMap {
                $0.isAtOrBelow(from) ? destination.below($0.rest(behind: from)) : nil
            }
            return EnvironmentView(
                environment: view.environment, prefix: prefix, trail: trail, home: view.home, isWhole: view.isWhole,
                modules: modules)
        }
        // The modules without the rest.
        guard from.isBelow(view.prefix), let modules = view.modules, modules.isAtOrBelow(from) else { return nil }
        return EnvironmentView(
            environment: view.environment, prefix: destination, trail: trail, home: view.home, isWhole: false,
            modules: destination.below(modules.rest(behind: from)))
    }

    /// What has been installed into an environment, in this stage and those that it stands on.
    func installations(in environment: PythonEnvironment, _ moment: Moment? = nil) -> [(Installation, Place)] {
        var result: [(Installation, Place)] = []
        var next: StageWorld? = self
        var count = (moment ?? end).count
        var depth = 0
        while let world = next, depth < BuildWorld.mostDepth {
            for change in world.changes.prefix(count) {
                if case .installed(let installation) = change.effect, installation.environment === environment {
                    result.append((installation, change.origin))
                }
            }
            depth += 1
            if case .world(let below) = world.ground { next = below } else { next = nil }
            count = next?.changes.count ?? 0
        }
        return result
    }

    /// The packages of the system that are installed, in this stage and those that it stands on.
    func packageChanges() -> [(PackageChange, Place)] {
        var result: [(PackageChange, Place)] = []
        var next: StageWorld? = self
        while let world = next, result.count < BuildWorld.mostChanges {
            for change in world.changes {
                if case .packages(let packages) = change.effect { result.append((packages, change.origin)) }
            }
            if case .world(let below) = world.ground { next = below } else { next = nil }
        }
        return result
    }

    /// Whether a command of which nothing is known has run in the stage, or in one that it stands on.
    var hasOpaqueCommands: Bool {
        var next: StageWorld? = self
        while let world = next {
            for change in world.changes where !change.isMount {
                if case .opaque(let folders) = change.effect, folders.contains("/") { return true }
            }
            if case .world(let below) = world.ground { next = below } else { next = nil }
        }
        return false
    }
}
