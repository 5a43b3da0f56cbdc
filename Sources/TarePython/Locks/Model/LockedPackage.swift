/// One entry of a lock: a package at one version from one source.
public struct LockedPackage: Sendable {
    public var name: PackageName
    /// `nil` where the version is only known when built, or is not pinned.
    public var version: PEP440Version?
    public var source: LockedSource
    /// The source distribution and the wheels, in the order of the lock.
    public var files: [LockedFile] = []
    /// The wheels among the files, in the same order; a file whose name is no wheel's is none.
    public internal(set) var wheels: [LockedWheel] = []
    /// What the package itself asks of Python, where the lock records it.
    public var requiresPython: VersionSpecifierSet?
    /// When the entry applies, in a lock that is a list.
    public var marker: EnvironmentMarker?
    /// The versions that a requirement allows where it does not pin one.
    public var specifiers: VersionSpecifierSet?
    /// Extras of the package that this entry stands for.
    public var extras: [PackageName] = []

    /// Edges and, of a list, group membership.
    var dependencies: [LockedDependency] = []
    var optionalDependencies: [PackageName: [LockedDependency]] = [:]
    var dependencyGroups: [PackageName: [LockedDependency]] = [:]
    /// Extras and groups that the package is known to have, edges or not; `nil` if the lock does not tell.
    var declaredExtras: Set<PackageName>?
    var declaredGroups: Set<PackageName>?
    /// Groups that an entry of a list belongs to; `nil` is every group.
    var groups: Set<PackageName>?
    /// Markers by group, where the lock has them apart.
    var groupMarkers: [PackageName: EnvironmentMarker] = [:]
    /// Where a forking resolution used this entry; empty is everywhere.
    var resolutionMarkers: [EnvironmentMarker] = []

    public init(name: PackageName, version: PEP440Version?, source: LockedSource) {
        self.name = name
        self.version = version
        self.source = source
    }

    /// `name 1.2`, for messages.
    var title: String { version.map { "\(name) \($0)" } ?? name.description }
}

/// An edge of a lock.
struct LockedDependency: Sendable {
    var name: PackageName
    /// The places of the packages that may satisfy it, best first; a lock's tool chose one a target. Empty where the marker
    /// never holds for what the lock is made for, so that no package was locked.
    var targets: [Int]
    var extras: [PackageName] = []
    var marker: EnvironmentMarker?
}
