internal import FoundationEssentials
internal import TareDockerfile
internal import TareOCI
internal import TarePython
internal import TareReport
internal import TareSelection

/// What a project's files say of its service, whatever base it stands on.
struct InitService {
    private let project: ProjectFolder
    private let start: PythonApplication
    private let name: String
    private let labels: [String: String]

    init(_ project: ProjectFolder, _ start: PythonApplication, at path: String) throws {
        self.project = project
        var start = start
        // What is installed is found without a path of its own.
        if project.project?.isPackage == true { start.root = "" }
        self.start = start
        let folder = URL(filePath: path).standardizedFileURL.lastPathComponent
        let title = project.project?.name?.description ?? folder
        name = Self.host(title)
        var labels = [AnnotationKey.title: title]
        labels[AnnotationKey.source] = GitFolder(of: path).source
        self.labels = labels
    }

    /// The service on a base; its configuration is the one that `tare build` gives an image.
    func recipe(on base: InitBase) throws -> ServiceRecipe {
        let minor = Int(base.base.python.split(separator: ".").last ?? "") ?? 0
        let interpreter: String =
            switch base.base.interpreter {
            case .own(let path): path
            case .managed(let folder): folder + "/bin/python" + base.base.python
            }
        let environment = EnvironmentPlan(interpreter: interpreter, minor: minor, version: base.base.python)
        let plan = try ServicePlan(
            base: ImageConfig(platform: Platform(os: "linux", architecture: "amd64"), diffIDs: []),
            environment: environment, packages: [], application: try ServicePlan.part(of: []), start: start,
            servers: base.packages)
        let config = plan.config.config ?? .init()
        let needs = needs(base.packages)
        var variables: [String: String] = [:]
        for assignment in config.env ?? [] where !assignment.hasPrefix("PATH=") {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            variables[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        let port = config.exposedPorts?.names.first.flatMap { Int($0.prefix { $0 != "/" }) }
        return ServiceRecipe(
            name: name, command: config.cmd ?? [], environment: variables,
            folder: config.workingDir ?? ServicePlan.folder, environmentFolder: environment.root,
            user: config.user ?? "65532:65532", stopSignal: config.stopSignal ?? "SIGTERM", port: port,
            healthPath: needs.healthPath, secrets: needs.secrets.map { .init(name: $0.name, way: Self.way($0.way)) },
            packages: InitPackages.recipe(project, into: environment.root), labels: labels)
    }

    private func needs(_ packages: Set<String>) -> ServiceNeeds {
        ServiceNeeds(of: project.files.map { ProjectFile(path: $0.path, bytes: $0.content) }, packages: packages)
    }

    private static func way(_ way: ServiceNeeds.Secret.Way) -> ServiceRecipe.Secret.Way {
        switch way {
        case .file: .file
        case .fileNamed(let variable): .fileNamed(by: variable)
        case .environment: .environment
        }
    }

    /// What somebody should know before building.
    func notes(on base: InitBase) throws -> [String] {
        var notes: [String] = []
        let recipe = try recipe(on: base)
        let servers: [String] =
            switch start.start {
            case .asgi: ["uvicorn", "hypercorn"]
            case .wsgi: ["gunicorn"]
            case .command, .module, .file: []
            }
        if !servers.isEmpty, base.packages.isDisjoint(with: servers) {
            notes.append(
                "the lock has no \(servers.joined(separator: " or ")), which the command starts \(start.description) "
                    + "with: add it to the dependencies")
        }
        if recipe.port != nil, recipe.healthPath == nil {
            notes.append("no health route was found in the sources, so the health check only connects to the port")
        }
        let variables = needs(base.packages).secrets.filter { $0.way == .environment }
        if !variables.isEmpty {
            let places = variables.map { "\($0.name) (\($0.evidence))" }.joined(separator: ", ")
            notes.append("read from the environment only, which others can see: \(places)")
        }
        if !project.lock.hasHashes {
            notes.append("\(project.lockFile) has no hashes: what is installed is not checked")
        }
        return notes
    }

    /// The `.dockerignore`, which leaves out nothing that the builder asks for.
    func ignoreText() throws -> String {
        let rules = try IgnoreRules(Array(IgnoreRecipe.text().utf8))
        let needed = ["pyproject.toml"] + project.lockParts + [start.path].compactMap { $0 }
        return IgnoreRecipe.text(keeping: needed.filter { rules.ignores($0) })
    }

    /// A name as hosts have it (RFC 1123), and YAML does not take for anything else.
    private static func host(_ title: String) -> String {
        var name = ""
        for byte in title.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
            default: if name.last != "-" { name += "-" }
            }
        }
        let trimmed = name.prefix(48).drop { $0 == "-" }
        name = String(trimmed.reversed().drop { $0 == "-" }.reversed())
        let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
        guard let first = name.utf8.first, first > UInt8(ascii: "9"), !words.contains(name) else {
            return name.isEmpty ? "service" : "service-" + name
        }
        return name
    }
}
