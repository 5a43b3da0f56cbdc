/// A Python interpreter that is installed in an image; virtual environments are not interpreters but point to one.
public struct PythonInterpreter: Codable, Sendable, Hashable {
    public enum Implementation: String, Codable, Sendable, Hashable {
        case cpython
        case graalpy
        case pypy
    }

    /// A directory that this interpreter puts on `sys.path` when no virtual environment is active.
    public struct SiteDirectory: Codable, Sendable, Hashable {
        public var path: String
        /// Whether it is in the image: one that is not is added as soon as it exists.
        public var exists: Bool
    }

    /// The executable, links resolved.
    public var path: String
    /// Other names of it, links included.
    public var aliases: [String] = []
    public var implementation: Implementation
    /// The minor version of the language; `nil` where nothing tells it.
    public var minor: PythonMinor?
    /// The full version; `nil` where no evidence states it.
    public var version: String?
    /// What `version` rests on.
    public var versionFrom: VersionEvidence.Kind?
    public var evidence: [VersionEvidence] = []
    /// `sys.base_prefix`.
    public var prefix: String
    /// The directory of the standard library; `nil` where it is missing, so that the interpreter cannot start.
    public var standardLibrary: String?
    /// In the order of `sys.path`.
    public var siteDirectories: [SiteDirectory] = []
    /// `libpythonX.Y.so`, where the executable needs one and it is beside it.
    public var sharedLibrary: String?
    /// The tag of extension modules: `cpython-312-x86_64-linux-gnu`.
    public var extensionTag: String?
    /// Without the global interpreter lock (PEP 703): such builds need wheels of their own.
    public var isFreeThreaded = false
    /// Whether installers are told to leave it alone (PEP 668).
    public var isExternallyManaged = false
    public var owner: PackageReference?
    public var layer: Int?
}
