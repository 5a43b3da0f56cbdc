public import TareOCI
public import TareSelection

/// What to compare.
public struct CompareRequest: Sendable {
    /// The project's folder.
    public var project: String
    /// Ids of the catalogue; empty for those that it takes by default.
    public var bases: [String]
    public var profile: Profile
    public var platform: Platform
    /// Seconds since 1970.
    public var now: Int64

    public init(
        project: String, bases: [String] = [], profile: Profile = .production, platform: Platform = .host, now: Int64
    ) {
        self.project = project
        self.bases = bases
        self.profile = profile
        self.platform = platform
        self.now = now
    }
}
