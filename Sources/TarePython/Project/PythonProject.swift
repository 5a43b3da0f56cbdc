/// What a `pyproject.toml` says: the project's metadata, and the settings of tools that change what is installed.
///
/// https://packaging.python.org/en/latest/specifications/pyproject-toml/ and
/// https://packaging.python.org/en/latest/specifications/dependency-groups/
public struct PythonProject: Sendable {
    /// The file's name, as the caller gave it.
    public var file: String
    /// `nil` for a file without `[project]`, as the root of a workspace may be.
    public var name: PackageName?
    /// `nil` where it is dynamic or absent.
    public var version: PEP440Version?
    /// Fields that only a build tells.
    public var dynamic: Set<String> = []
    public var requiresPython: VersionSpecifierSet?
    public var dependencies: [Requirement] = []
    public var optionalDependencies: [PackageName: [Requirement]] = [:]
    /// Dependency groups, groups that they include put in.
    public var dependencyGroups: [PackageName: [Requirement]] = [:]
    /// Commands that installing the project makes: name to `module:function`.
    public var scripts: [String: String] = [:]
    public var buildSystem: BuildSystem?
    public var uv = UVSettings()
    public var poetry: PoetrySettings?
    /// `tool.pdm.distribution`: whether PDM installs the project itself; `nil` where nothing is said.
    public var isPDMDistribution: Bool?
    /// `module:attribute`, where the project says how it starts, and the key that says so.
    public var declaredApplication: DeclaredApplication?

    public struct BuildSystem: Sendable, Hashable {
        public var requires: [Requirement]
        /// `nil` is setuptools, as for projects without a build system.
        public var backend: String?
    }

    public struct DeclaredApplication: Sendable, Hashable {
        public var target: String
        /// Such as `tool.tare.application`.
        public var key: String
        public var position: TextPosition
    }

    public init(file: String) { self.file = file }

    /// Reads a `pyproject.toml`.
    public init(_ bytes: [UInt8], file: String = "pyproject.toml") throws(ProjectFileError) {
        self.init(file: file)
        let root = try TOMLReader.read(bytes, file: file).rootView
        var reader = PythonProjectReader()
        try reader.read(root, into: &self)
    }

    /// Whether installing means installing the project itself too, and not only its dependencies: what uv decides by
    /// `tool.uv.package`, Poetry by `package-mode` and PDM by `distribution`, and all else by there being a build system.
    public var isPackage: Bool {
        uv.isPackage ?? poetry?.isPackage ?? isPDMDistribution ?? (buildSystem != nil)
    }

    /// The groups that `uv sync --no-dev` installs beside the dependencies: uv's default groups without `dev`.
    public var productionGroups: Set<PackageName> {
        let groups: [PackageName] =
            switch uv.defaultGroups {
            case nil: []
            case .all: Array(dependencyGroups.keys)
            case .named(let names): names
            }
        return Set(groups.filter { $0.description != "dev" })
    }
}

/// `[tool.uv]`, as far as it changes what is installed.
public struct UVSettings: Sendable, Hashable {
    public var isPackage: Bool?
    /// Groups that `uv sync` installs where nothing is said; `nil` is `dev`.
    public var defaultGroups: Groups?
    /// Packages that do not come from an index.
    public var sources: Set<PackageName> = []
    public var workspace: Workspace?

    public enum Groups: Sendable, Hashable {
        case all
        case named([PackageName])
    }

    /// Patterns of the folders of a workspace.
    public struct Workspace: Sendable, Hashable {
        public var members: [String]
        public var exclude: [String]
    }

    public init() {}
}
