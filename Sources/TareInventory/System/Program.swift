internal import TareOCI

/// An executable that decides how an image can be used: a shell, a package manager, an installer of Python packages.
public struct Program: Codable, Sendable, Hashable {
    /// The name under which it is called.
    public var name: String
    public var path: String
    /// The executable behind links: `/bin/busybox` for Alpine's `/bin/sh`. Equal to `path` where there is no link.
    public var executable: String
}

/// The executables of interest, by what they are for.
public struct Programs: Codable, Sendable, Hashable {
    public var shells: [Program]
    public var packageManagers: [Program]
    public var pythonInstallers: [Program]
    /// What `/bin/sh` leads to, which the shell form of a command needs; `nil` where it leads nowhere.
    public var binSh: String?
}

extension Programs: Surveying {
    static let landmarks: [Landmark] = (shellNames + packageManagerNames + pythonInstallerNames).map { .name($0) }

    private static let shellNames = [
        "ash", "bash", "busybox", "csh", "dash", "fish", "ksh", "mksh", "sh", "tcsh", "toybox", "zsh",
    ]
    private static let packageManagerNames = [
        "apk", "apt", "apt-get", "aptitude", "dnf", "dnf5", "dpkg", "emerge", "microdnf", "nix", "opkg", "pacman",
        "rpm", "tdnf",
        "xbps-install", "yum", "zypper",
    ]
    private static let pythonInstallerNames = [
        "conda", "easy_install", "mamba", "micromamba", "pdm", "pip", "pip3", "pipx", "poetry", "uv", "uvx",
    ]

    /// Directories whose executables are meant to be called: files of the same name elsewhere are completions and data.
    private static let directories: Set<String> = ["bin", "sbin", "busybox"]

    init(_ survey: TreeSurvey) {
        var found: [String: [Program]] = [:]
        let tree = survey.tree
        for sighting in survey.sightings(for: Programs.self) {
            let isProgram =
                tree.parent(of: sighting.node).map {
                    Self.directories.contains(tree.name(of: $0)) || $0 == ImageTree.root
                } ?? false
            guard isProgram, survey.isExecutable(sighting.node), let executable = tree.resolve(sighting.node) else {
                continue
            }
            found[sighting.name, default: []].append(
                Program(name: sighting.name, path: tree.path(of: sighting.node), executable: tree.path(of: executable)))
        }
        func programs(_ names: [String]) -> [Program] {
            names.flatMap { found[$0] ?? [] }.sorted { ($0.name, $0.path) < ($1.name, $1.path) }
        }
        shells = programs(Self.shellNames)
        packageManagers = programs(Self.packageManagerNames)
        pythonInstallers = programs(Self.pythonInstallerNames)
        binSh = tree.node(at: "bin/sh").flatMap { survey.isExecutable($0) ? tree.path(of: $0) : nil }
    }
}
