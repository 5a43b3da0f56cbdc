internal import TareDiagnostics

extension LockFormat {
    /// `pdm.lock`
    static let pdm = LockFormat("pdm.lock", matches: { $0 == "pdm.lock" }) { (input) throws(ProjectFileError) in
        var reader = PDMLockReader(file: input.file, project: input.project)
        return try reader.read(try TOMLReader.read(input.bytes, file: input.file).rootView)
    }
}

/// Reads `pdm.lock`, lock version 4.
///
/// With the strategy `inherit_metadata`, which is the default, every entry has its groups and its marker: the lock is a
/// list. Without it, it is a graph whose roots stand in `pyproject.toml`. https://pdm-project.org/en/latest/usage/lockfile/
struct PDMLockReader {
    private let file: String
    private let project: PythonProject?
    private var words = LockVocabulary()

    init(file: String, project: PythonProject?) {
        self.file = file
        self.project = project
    }

    mutating func read(_ root: TOMLView) throws(ProjectFileError) -> Lock {
        guard let metadata = try root.table("metadata") else { throw root.error(.missing(key: "metadata")) }
        let version = try metadata.requiredString("lock_version")
        guard let number = try? PEP440Version(version), number.major == 4, number.epoch == 0 else {
            throw metadata.error(
                at: "lock_version", .unsupportedVersion(format: "pdm.lock", found: version, supported: "4"))
        }
        var rules = FlatRules()
        rules.baseGroup = try words.name("default", "groups", in: metadata)
        rules.countsExtrasAsGroups = true
        rules.mergesEntries = true
        if metadata.has("groups") {
            let groups = Set(try words.names("groups", in: metadata))
            rules.groups = groups
            rules.extras = groups
        }
        var lock = Lock(format: .pdm, file: file, rules: .flat(rules))
        let targets = try metadata.tables("targets")
        if targets.count == 1 { lock.requiresPython = try words.specifiers("requires_python", in: targets[0]) }
        let isList = try metadata.strings("strategy").contains("inherit_metadata")
        let views = try words.packages("package", in: root)
        for view in views { lock.packages.append(try package(view, isList: isList)) }
        guard !isList else { return lock }

        guard let project else {
            throw metadata.error(
                at: "strategy",
                .invalid(
                    key: "strategy", detail: "a lock without inherit_metadata needs the project's pyproject.toml",
                    hint: "keep pyproject.toml beside the lock, or lock with 'pdm lock -S inherit_metadata'"))
        }
        lock.rules = .graph(try graph(views, project, &lock, root))
        return lock
    }

    private mutating func package(_ view: TOMLView, isList: Bool) throws(ProjectFileError) -> LockedPackage {
        var package = LockedPackage(
            name: try words.name("name", in: view), version: try words.version("version", in: view),
            source: try source(view))
        guard package.version != nil || package.source.isDirect else { throw view.error(.missing(key: "version")) }
        package.extras = try words.names("extras", in: view)
        for table in try view.tables("files") {
            let hash = try words.hash(try table.requiredString("hash"), "hash", in: table)
            let location: LockedFile.Location =
                if let url = try table.string("url") { .url(url) } else { .name(try table.requiredString("file")) }
            package.files.append(LockedFile(location, hashes: [hash]))
        }
        guard isList else { return package }
        package.groups = Set(try words.names("groups", in: view))
        package.marker = try words.marker("marker", in: view)
        return package
    }

    private func source(_ view: TOMLView) throws(ProjectFileError) -> LockedSource {
        let subdirectory = try view.string("subdirectory")
        if let git = try view.string("git") {
            return .git(
                LockedGitSource(
                    url: git, reference: try view.string("ref"), commit: try view.string("revision"),
                    subdirectory: subdirectory))
        }
        if let path = try view.string("path") {
            if try view.boolean("editable") == true { return .editable(path) }
            let isFile = path.hasSuffix(".whl") || path.hasSuffix(".zip") || path.hasSuffix(".gz")
            return isFile ? .path(path) : .directory(path)
        }
        if let url = try view.string("url") { return .url(url, subdirectory: subdirectory) }
        return .registry(nil)
    }

    /// Edges and roots of a lock without inherited metadata.
    private mutating func graph(
        _ views: [TOMLView], _ project: PythonProject, _ lock: inout Lock, _ root: TOMLView
    ) throws(ProjectFileError) -> LockGraph {
        let all = lock.packages
        // An entry with extras has what they add; the entry without has the package.
        let base = all.indices.filter { all[$0].extras.isEmpty }
        let finder = CandidateFinder(packages: base.map { all[$0] }, places: PackagePlaces(base.map { all[$0] }))
        var packages = finder.packages
        for (place, view) in views.enumerated() {
            var edges: [LockedDependency] = []
            for text in try view.strings("dependencies") {
                guard let requirement = try? Requirement(text) else {
                    throw view.invalid("dependencies", "'\(text.printable())' is not a requirement")
                }
                guard let edge = finder.edge(requirement) else {
                    // The project itself is no package of its lock.
                    if requirement.name == project.name { continue }
                    throw view.error(
                        at: "dependencies",
                        .danglingDependency(from: all[place].title, to: requirement.name.description))
                }
                edges.append(edge)
            }
            for target in finder.candidates(all[place].name, where: { $0 == all[place].version }) {
                guard !all[place].extras.isEmpty else {
                    packages[target].dependencies = edges
                    continue
                }
                for extra in all[place].extras {
                    packages[target].optionalDependencies[extra, default: []] += edges
                }
            }
        }
        lock.packages = packages
        return try graph(project, finder, root)
    }

    private func graph(
        _ project: PythonProject, _ finder: CandidateFinder, _ root: TOMLView
    ) throws(ProjectFileError) -> LockGraph {
        func edges(_ requirements: [Requirement]) throws(ProjectFileError) -> [LockedDependency] {
            var edges: [LockedDependency] = []
            for requirement in requirements {
                guard let edge = finder.edge(requirement) else {
                    throw root.error(.danglingDependency(from: "the project", to: requirement.name.description))
                }
                edges.append(edge)
            }
            return edges
        }
        var graph = LockGraph()
        graph.hasPlainExtraMarkers = true
        graph.requirements = try edges(project.dependencies)
        for (extra, requirements) in project.optionalDependencies {
            graph.extras[extra] = requirements.compactMap { finder.edge($0) }
        }
        for (group, requirements) in project.dependencyGroups {
            graph.groups[group] = requirements.compactMap { finder.edge($0) }
        }
        return graph
    }
}
