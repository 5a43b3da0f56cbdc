internal import TareCompose
internal import TareDockerfile
internal import TareLint
internal import TareNetwork

/// The folder and the arguments that a Dockerfile is built with.
struct BuildPlace {
    /// The context: a folder of this machine.
    var context: String?
    var target: String?
    var arguments: [String: String] = [:]
}

/// What compose files say of the Dockerfiles that they build.
struct BuildPlaces {
    private var places: [String: BuildPlace] = [:]

    /// - Parameter projects: compose files by path.
    init(_ projects: [(path: String, project: ComposeProject)]) {
        for (path, project) in projects {
            for service in project.services {
                guard let build = service.build, let (context, file) = Self.paths(of: build, at: path),
                    places[file] == nil
                else { continue }
                var arguments: [String: String] = [:]
                for argument in build.arguments { arguments[argument.name] = argument.value }
                places[file] = BuildPlace(context: context, target: build.target?.value, arguments: arguments)
            }
        }
    }

    /// The folder of a build and its Dockerfile; nil where they are not on this machine, or lie in the compose file.
    ///
    /// - Parameter path: the compose file's.
    static func paths(of build: ComposeBuild, at path: String) -> (context: String, dockerfile: String)? {
        let written = build.context?.value ?? "."
        guard build.inlineDockerfile == nil, !written.contains("://"), !written.hasPrefix("git@") else { return nil }
        let context = written.placed(in: path.folder)
        return (context, (build.dockerfile?.value ?? "Dockerfile").placed(in: context))
    }

    /// A file that no compose file names is built in its own folder, if that looks like a project's.
    subscript(path: String) -> BuildPlace {
        if let place = places[path.placed(in: "")] { return place }
        let folder = path.folder
        let names = Set(DiskFolder.names(in: folder.isEmpty ? "." : folder))
        let signs = [
            ".dockerignore", "pyproject.toml", "requirements.txt", "setup.py", "package.json", "go.mod", "Cargo.toml",
        ]
        return BuildPlace(context: signs.contains { names.contains($0) } ? folder : nil)
    }
}

extension String {
    /// Everything before the last slash; empty for a name.
    var folder: String { lastIndex(of: "/").map { $0 == startIndex ? "/" : String(self[..<$0]) } ?? "" }

    /// The path as seen from a folder, `.` and `..` worked in; empty for the folder where Tare was started.
    func placed(in folder: String) -> String {
        let whole = CleanPath.clean(hasPrefix("/") || folder.isEmpty ? self : folder + "/" + self)
        return whole == "." ? "" : whole
    }
}

extension BuildContextFiles {
    private static let mostFiles = 20_000
    private static let mostBytes = 4 << 20

    /// The files of a folder; nil where there are too many to know them all.
    init?(folder: String) {
        let root = folder.isEmpty ? "." : folder
        guard DiskFolder.isFolder(root) else { return nil }
        var paths: Set<String> = []
        var folders = [""]
        while let below = folders.popLast() {
            for name in DiskFolder.names(in: below.isEmpty ? root : root + "/" + below) {
                let path = below.isEmpty ? name : below + "/" + name
                switch DiskFolder.kind(root + "/" + path) {
                // A folder of history is copied by no recipe that means it.
                case .folder: if name != ".git" { folders.append(path) } else { paths.insert(path + "/HEAD") }
                // Links count as files: whoever copies them gets them.
                case .file, .other: paths.insert(path)
                }
                guard paths.count + folders.count <= Self.mostFiles else { return nil }
            }
        }
        self.init(paths: paths) { path in
            guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."),
                case .file = DiskFolder.kind(root + "/" + path)
            else { return nil }
            return try? DiskFolder.read(root + "/" + path, limit: Self.mostBytes)
        }
    }
}
