internal import TareOCI

/// A virtual environment (PEP 405): a `pyvenv.cfg` and what lies around it.
public struct VirtualEnvironment: Codable, Sendable, Hashable {
    /// The environment's directory.
    public var path: String
    /// `home`: the directory of the interpreter that it was made from.
    public var home: String?
    public var homeExists: Bool = false
    /// `version` or `version_info`, as written.
    public var version: String?
    /// `nil` where the file does not say.
    public var includesSystemSitePackages: Bool?
    /// The tool that made it, where it says so: `uv 0.9.5`, `virtualenv 20.26.3`.
    public var creator: String?
    /// Where `bin/python` leads in the end, whether or not anything is there; `nil` without a `bin/python`.
    public var pointsTo: String?
    /// The interpreter that runs it, links resolved: `nil` where the image has none there, so that nothing in the
    /// environment starts.
    public var interpreter: String?
    /// The minor version that its packages were installed for, by the name of the library's directory.
    public var minor: PythonMinor?
    /// Its `site-packages`, as far as they exist.
    public var siteDirectories: [String] = []
    public var layer: Int?
}

extension VirtualEnvironment: Surveying {
    static let landmarks: [Landmark] = [.name(fileName)]
    static let selection: [ContentSelection.Rule] = [.init(.name(fileName), maximumBytes: 64 << 10)]

    private static let fileName = "pyvenv.cfg"
    /// The most environments that are described.
    static let maximumEnvironments = 1_000

    static func find(_ survey: TreeSurvey, _ problems: inout [InventoryProblem]) -> [VirtualEnvironment] {
        var environments: [VirtualEnvironment] = []
        let sightings = survey.sightings(for: Self.self)
        if let first = sightings.dropFirst(maximumEnvironments).first {
            let what = "is one of \(sightings.count) virtual environments; it is left out, as are others"
            problems.append(InventoryProblem(path: survey.tree.path(of: first.node), what: what))
        }
        for sighting in sightings.prefix(maximumEnvironments) {
            guard let directory = survey.tree.parent(of: sighting.node),
                let text = survey.content(of: sighting.node, &problems)
            else { continue }
            var environment = VirtualEnvironment(path: survey.tree.path(of: directory))
            environment.layer = survey.tree.layer(of: sighting.node)
            environment.read(text)
            environment.look(in: directory, survey)
            environments.append(environment)
        }
        return environments.sorted { $0.path < $1.path }
    }

    /// Lines of `key = value`; keys in any case (site.py).
    private mutating func read(_ text: ArraySlice<UInt8>) {
        for line in ByteLines(text) {
            guard let (rawKey, rawValue) = line.split(at: equalsSign) else { continue }
            let value = rawValue.trimmed.text
            guard !value.isEmpty else { continue }
            switch rawKey.trimmed.text.lowercased() {
            case "home": home = value
            case "version": version = value
            case "version_info": version = version ?? value
            case "include-system-site-packages": includesSystemSitePackages = value.lowercased() == "true"
            case "uv": creator = "uv \(value)"
            case "virtualenv": creator = "virtualenv \(value)"
            default: break
            }
        }
    }

    private mutating func look(in directory: ImageTree.Node, _ survey: TreeSurvey) {
        let tree = survey.tree
        homeExists = home.flatMap { tree.node(at: $0) } != nil
        if tree.node("bin/python", in: directory, followingLinks: false) != nil {
            pointsTo = tree.destination(of: path + "/bin/python")
            interpreter = tree.node("bin/python", in: directory).flatMap {
                survey.isExecutable($0) ? tree.path(of: $0) : nil
            }
        }
        for libraries in ["lib", "lib64"] {
            guard let library = tree.node(libraries, in: directory), tree.kind(of: library) == .directory else {
                continue
            }
            for child in tree.children(of: library) {
                guard let name = InterpreterName(tree.name(of: child)), let found = name.minor,
                    let packages = tree.node("site-packages", in: child)
                else { continue }
                minor = minor ?? found
                let packagesPath = tree.path(of: packages)
                if !siteDirectories.contains(packagesPath) { siteDirectories.append(packagesPath) }
            }
        }
        // A copied executable still needs the interpreter that it was copied from.
        if let own = interpreter, own.hasPrefix(path + "/"), let home {
            let names = ["python\(minor?.description ?? "3")", "python3", "python"]
            interpreter = names.lazy.compactMap { tree.node(at: home + "/" + $0) }.first { survey.isExecutable($0) }
                .map { tree.path(of: $0) }
        }
    }
}

extension ImageTree {
    /// The path to which a chain of links leads in the end, also where nothing is there.
    func destination(of path: String) -> String {
        var path = path
        for _ in 0..<40 {
            guard let node = node(at: path, followingLinks: false) else { break }
            guard kind(of: node) == .symbolicLink else { return self.path(of: node) }
            let target = linkText(of: node)
            path = target.hasPrefix("/") ? target : PythonPackageDetails.parent(of: self.path(of: node)) + "/" + target
        }
        return Self.normalized(path)
    }

    /// A path without `.`, `..` and doubled slashes, by its text alone.
    private static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
