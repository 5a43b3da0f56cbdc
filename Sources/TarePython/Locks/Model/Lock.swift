/// A project's locked dependencies, whichever tool locked them.
///
/// `resolve(for:…)` gives what one target installs.
public struct Lock: Sendable {
    public let format: LockFormat
    /// The file's name, as the caller gave it.
    public var file: String
    /// The Python versions that the lock is for.
    public var requiresPython: VersionSpecifierSet?
    /// In the order of the file.
    public var packages: [LockedPackage] = []
    /// Where files come from, where the lock itself says so.
    public var indexes = LockedIndexes()
    var rules: Rules

    /// How packages are chosen for a target.
    enum Rules: Sendable {
        /// From roots along edges.
        case graph(LockGraph)
        /// Every package whose marker and groups apply.
        case flat(FlatRules)
    }

    init(format: LockFormat, file: String, rules: Rules) {
        self.format = format
        self.file = file
        self.rules = rules
    }

    /// Whether every package has one version or one address: then no resolver has to choose. A requirements file may
    /// hold packages that are not pinned.
    public var isPinned: Bool { packages.allSatisfy { $0.version != nil || $0.source.isDirect } }

    /// Whether every file that an index serves has a hash to check it by.
    public var hasHashes: Bool {
        packages.allSatisfy { package in
            guard case .registry = package.source else { return true }
            return !package.files.isEmpty && package.files.allSatisfy { !$0.hashes.isEmpty }
        }
    }
}

/// The roots and rules of a lock that is a graph.
struct LockGraph: Sendable {
    /// Places of the packages that are the project or members of its workspace.
    var members: [Int] = []
    /// The place of the package at the lock's own folder.
    var root: Int?
    /// Requirements of no package: of a script, or of a workspace without a project.
    var requirements: [LockedDependency] = []
    var groups: [PackageName: [LockedDependency]] = [:]
    /// Extras of a project that is no package of the lock.
    var extras: [PackageName: [LockedDependency]] = [:]
    /// Whether a marker asks for the extra whose edge it is on, and not for pseudo-extras.
    var hasPlainExtraMarkers = false
    /// Sets of extras and groups of which no two may be chosen at once.
    var conflicts: [[ConflictItem]] = []
    /// If not empty, one of these must hold.
    var supportedEnvironments: [EnvironmentMarker] = []

    struct ConflictItem: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case project
            case extra(PackageName)
            case group(PackageName)
        }

        var package: PackageName
        var kind: Kind
    }
}

/// The rules of a lock that is a list.
struct FlatRules: Sendable {
    /// Extras that may be chosen; `nil` if the lock does not say.
    var extras: Set<PackageName>?
    /// Groups that may be chosen; `nil` if the lock does not say.
    var groups: Set<PackageName>?
    /// Groups that are chosen where the caller does not choose.
    var defaultGroups: Set<PackageName> = []
    /// The group that is always chosen: `main`, `default`.
    var baseGroup: PackageName?
    /// Whether an extra is a group among others, as PDM has it.
    var countsExtrasAsGroups = false
    /// If not `nil`, one of these must hold.
    var environments: [EnvironmentMarker]?
    /// Whether two entries of one name may apply at once: then they must agree on the version.
    var mergesEntries = false
}

/// Where a requirements file says to look for packages.
public struct LockedIndexes: Sendable, Hashable {
    /// `--index-url`; `nil` is the default index.
    public var index: String?
    public var extraIndexes: [String] = []
    public var findLinks: [String] = []
    /// `--no-index`
    public var usesNoIndex = false
    /// Packages that must be built from source; `:all:` is kept as written.
    public var noBinary: [String] = []
    /// Packages that must not be built from source.
    public var onlyBinary: [String] = []

    public init() {}
}
