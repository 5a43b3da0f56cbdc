/// What of a project is installed: its own dependencies, and more.
public struct LockSelection: Sendable, Hashable {
    /// Extras of the project.
    public var extras: Set<PackageName>
    /// Every extra that the lock knows of.
    public var takesAllExtras: Bool
    /// Dependency groups. `nil` is what an image needs: the lock's own default groups of a `pylock.toml`, none of another
    /// lock (as `uv sync --no-default-groups`, `poetry install --only main` and `pdm install --prod` have it). What
    /// `uv sync --no-dev` has more is `PythonProject.productionGroups`.
    public var groups: Set<PackageName>?
    /// Members of the workspace to install; empty is the project at the lock's folder or, without one, every member.
    public var members: Set<PackageName>

    public init(
        extras: Set<PackageName> = [], takesAllExtras: Bool = false, groups: Set<PackageName>? = nil,
        members: Set<PackageName> = []
    ) {
        self.extras = extras
        self.takesAllExtras = takesAllExtras
        self.groups = groups
        self.members = members
    }
}

/// A package that a target installs.
public struct ResolvedPackage: Sendable {
    public enum Role: Sendable, Hashable {
        /// The project whose dependencies these are.
        case project
        /// Another package of its workspace.
        case member
        case dependency
    }

    public var package: LockedPackage
    public var role: Role
    /// Extras of the package that are asked for, in ascending order.
    public var extras: [PackageName]
    /// What it asks for here, extras included, in ascending order; `nil` for a lock that is a list.
    public var dependencies: [PackageName]? = nil

    public var name: PackageName { package.name }

    /// Whether something of it is installed; a virtual project only has dependencies.
    public var isInstalled: Bool {
        if case .virtual = package.source { false } else { true }
    }
}

extension Lock {
    /// The packages that a target installs, by name: exactly what `uv sync --frozen` installs from `uv.lock` for the
    /// selection, and the like of the other tools from theirs.
    ///
    /// Linear in the lock. Choosing a package's wheel for the target is `WheelChoice`'s work.
    public func resolve(
        for environment: MarkerEnvironment, _ selection: LockSelection = LockSelection()
    ) throws(LockResolutionError) -> [ResolvedPackage] {
        let python = environment[.pythonFullVersion]
        if let requiresPython, !requiresPython.contains(text: python) {
            throw LockResolutionError(
                file: file, .pythonMismatch(python: python, required: requiresPython.description, package: nil))
        }
        switch rules {
        case .graph(let graph):
            var walk = LockWalk(lock: self, graph: graph, environment: environment, selection: selection)
            return try walk.run()
        case .flat(let rules):
            return try FlatChoice(lock: self, rules: rules, environment: environment, selection: selection).run()
                .sorted { $0.name < $1.name }
        }
    }

    public func resolve(
        for environment: MarkerEnvironment, extras: Set<PackageName>, groups: Set<PackageName>? = nil
    ) throws(LockResolutionError) -> [ResolvedPackage] {
        try resolve(for: environment, LockSelection(extras: extras, groups: groups))
    }
}
