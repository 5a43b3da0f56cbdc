public import TareOCI
public import TareSelection

/// Which files to write for which project.
public struct InitRequest: Sendable {
    public enum Bases: Sendable, Hashable {
        /// The one that `tare compare` recommends; in a check, the one that is on disk.
        case recommended
        /// An id of the catalogue or a reference.
        case one(String)
        /// Every candidate that `tare compare` takes by default.
        case all
    }

    public enum Mode: Sendable, Hashable {
        /// Writes what is not there; refuses where something is there with other content.
        case write
        /// Replaces what is there.
        case replace
        /// Writes nothing and tells how what is on disk differs.
        case check
        /// Writes nothing and looks at nothing on disk.
        case show
    }

    /// The project's folder.
    public var project: String
    public var bases: Bases
    public var mode: Mode
    /// The minor of CPython, where it is not to be chosen.
    public var python: String?
    public var profile: Profile
    public var platform: Platform
    public var writesKubernetes: Bool
    /// The reference that a cluster pulls.
    public var image: String?
    /// Seconds since 1970.
    public var now: Int64

    public init(
        project: String, bases: Bases = .recommended, mode: Mode = .write, python: String? = nil,
        profile: Profile = .production, platform: Platform = .host, writesKubernetes: Bool = false,
        image: String? = nil, now: Int64
    ) {
        (self.project, self.bases, self.mode, self.python) = (project, bases, mode, python)
        (self.profile, self.platform) = (profile, platform)
        (self.writesKubernetes, self.image, self.now) = (writesKubernetes, image, now)
    }
}
