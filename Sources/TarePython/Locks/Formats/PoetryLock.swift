internal import TareDiagnostics

extension LockFormat {
    /// `poetry.lock`
    static let poetry = LockFormat("poetry.lock", matches: { $0 == "poetry.lock" }) {
        (input) throws(ProjectFileError) in
        var reader = PoetryLockReader(file: input.file, project: input.project)
        return try reader.read(try TOMLReader.read(input.bytes, file: input.file).rootView)
    }
}

/// Reads `poetry.lock`, lock versions 1 and 2.
///
/// Since lock version 2.1 (Poetry 2) every entry has its groups and markers: the lock is a list. Before, it is a graph whose
/// roots stand in `pyproject.toml`; among several entries of one name the newest that the edge and the Python allow is
/// taken, as Poetry's resolver does.
struct PoetryLockReader {
    private let file: String
    private let project: PythonProject?
    private var words = LockVocabulary()
    private var settings = PoetrySettingsReader()

    init(file: String, project: PythonProject?) {
        self.file = file
        self.project = project
    }

    mutating func read(_ root: TOMLView) throws(ProjectFileError) -> Lock {
        guard let metadata = try root.table("metadata") else { throw root.error(.missing(key: "metadata")) }
        let version = try metadata.requiredString("lock-version")
        guard let number = try? PEP440Version(version), (1...2).contains(number.major), number.epoch == 0 else {
            throw metadata.error(
                at: "lock-version", .unsupportedVersion(format: "poetry.lock", found: version, supported: "1 or 2"))
        }
        let views = try words.packages("package", in: root)
        let isList = number.major == 2 && number.minor >= 1 && views.allSatisfy { $0.has("groups") }
        var rules = FlatRules()
        rules.baseGroup = try words.name("main", "groups", in: root)
        rules.extras = []
        for entry in try root.table("extras")?.table.entries ?? [] {
            rules.extras?.insert(try words.name(entry.key, "extras", in: root))
        }
        var lock = Lock(format: .poetry, file: file, rules: .flat(rules))
        lock.requiresPython = try python("python-versions", in: metadata)
        for view in views { lock.packages.append(try package(view, metadata, isList: isList)) }
        guard !isList else { return lock }

        guard let project else {
            throw metadata.error(
                at: "lock-version",
                .invalid(
                    key: "lock-version", detail: "a lock of this version needs the project's pyproject.toml",
                    hint: "keep pyproject.toml beside the lock, or lock with Poetry 2"))
        }
        let finder = CandidateFinder(packages: lock.packages, places: PackagePlaces(lock.packages))
        for (place, view) in views.enumerated() { try addEdges(of: view, at: place, to: &lock, finder) }
        lock.rules = .graph(try graph(project, finder, root))
        return lock
    }

    /// Python versions as a set of clauses. Alternatives (`||`) cannot be one: they are left to the packages.
    private func python(_ key: String, in view: TOMLView) throws(ProjectFileError) -> VersionSpecifierSet? {
        let constraint = try settings.constraint(key, in: view)
        guard constraint.alternatives.count == 1, let only = constraint.alternatives.first else { return nil }
        return only.isEmpty ? nil : only
    }

    private mutating func package(
        _ view: TOMLView, _ metadata: TOMLView, isList: Bool
    ) throws(ProjectFileError) -> LockedPackage {
        let spelling = try view.requiredString("name")
        guard let version = try words.version("version", in: view) else { throw view.error(.missing(key: "version")) }
        var package = LockedPackage(
            name: try words.name(spelling, "name", in: view), version: version, source: try source(view))
        package.files = try files(view, metadata, spelling)
        // A list's markers say all; what the package asks of Python matters where the tool has to choose.
        if !isList { package.requiresPython = try python("python-versions", in: view) }
        guard isList else { return package }
        package.groups = Set(try words.names("groups", in: view))
        if case .table? = view.table["markers"]?.content, let markers = try view.table("markers") {
            for entry in markers.table.entries {
                let group = try words.name(entry.key, "markers", in: view)
                package.groupMarkers[group] = try words.marker(entry.key, in: markers)
            }
        } else {
            package.marker = try words.marker("markers", in: view)
        }
        return package
    }

    private func source(_ view: TOMLView) throws(ProjectFileError) -> LockedSource {
        guard let source = try view.table("source") else { return .registry(nil) }
        let url = try source.requiredString("url")
        switch try source.requiredString("type") {
        case "git":
            return .git(
                LockedGitSource(
                    url: url, reference: try source.string("reference"),
                    commit: try source.string("resolved_reference"), subdirectory: try source.string("subdirectory")))
        case "url": return .url(url, subdirectory: try source.string("subdirectory"))
        case "file": return .path(url)
        case "directory": return try view.boolean("develop") == true ? .editable(url) : .directory(url)
        // 'legacy' is an index with a simple API; other kinds are indexes too.
        default: return .registry(url)
        }
    }

    private func files(
        _ view: TOMLView, _ metadata: TOMLView, _ name: String
    ) throws(ProjectFileError) -> [LockedFile] {
        // Before lock version 2 all files stood together at the end.
        var tables = try view.tables("files")
        if !view.has("files"), let all = try metadata.table("files") { tables = try all.tables(name) }
        var files: [LockedFile] = []
        for table in tables {
            let hash = try words.hash(try table.requiredString("hash"), "hash", in: table)
            let location: LockedFile.Location =
                if let url = try table.string("url") { .url(url) } else { .name(try table.requiredString("file")) }
            files.append(LockedFile(location, hashes: [hash], size: try table.size("size")))
        }
        return files
    }
}

/// Edges and roots of the older versions.
extension PoetryLockReader {
    private mutating func addEdges(
        of view: TOMLView, at place: Int, to lock: inout Lock, _ finder: CandidateFinder
    ) throws(ProjectFileError) {
        var optional: [PackageName: [LockedDependency]] = [:]
        if let table = try view.table("dependencies") {
            for dependency in try settings.dependencies(table) {
                guard let edge = edge(dependency, finder) else {
                    // Poetry leaves out what only an extra that nobody asked for needs, and the project itself, which
                    // its own tools may depend on.
                    if dependency.isOptional || dependency.name == project?.name { continue }
                    throw table.error(
                        at: dependency.name.description,
                        .danglingDependency(from: lock.packages[place].title, to: dependency.name.description))
                }
                if dependency.isOptional {
                    optional[dependency.name, default: []].append(edge)
                } else {
                    lock.packages[place].dependencies.append(edge)
                }
            }
        }
        guard let extras = try view.table("extras") else { return }
        for entry in extras.table.entries {
            let extra = try words.name(entry.key, entry.key, in: extras)
            var edges: [LockedDependency] = []
            for text in try extras.strings(entry.key) {
                guard let name = Self.leadingName(text) else {
                    throw extras.invalid(entry.key, "'\(text.printable())' names no package")
                }
                edges += optional[name] ?? []
            }
            lock.packages[place].optionalDependencies[extra] = edges
        }
    }

    /// The name at the head of `name[extra] (>=1) ; marker`.
    private static func leadingName(_ text: String) -> PackageName? {
        let bytes = Array(text.utf8)
        return try? PackageName(bytes: bytes.prefix { $0.isAlphanumeric || $0.isSeparator })
    }

    /// `nil` if no package of the lock fits, unless a marker tells why.
    private mutating func edge(_ dependency: PoetryDependency, _ finder: CandidateFinder) -> LockedDependency? {
        let targets = finder.candidates(dependency.name) { dependency.constraint.contains($0) }
        let marker = marker(of: dependency)
        guard !targets.isEmpty || (marker != nil && !dependency.isOptional) else { return nil }
        return LockedDependency(
            name: dependency.name, targets: targets, extras: dependency.extras, marker: marker)
    }

    /// The marker, with the condition on Python beside it.
    private func marker(of dependency: PoetryDependency) -> EnvironmentMarker? {
        let alternatives = dependency.python.alternatives.map { set in
            set.specifiers.map { EnvironmentMarker(pythonFullVersion: $0) }
        }
        return EnvironmentMarker.all([
            dependency.marker, alternatives.contains(where: \.isEmpty) ? nil : .any(alternatives.map { .all($0) }),
        ])
    }

    private mutating func graph(
        _ project: PythonProject, _ finder: CandidateFinder, _ root: TOMLView
    ) throws(ProjectFileError) -> LockGraph {
        var graph = LockGraph()
        graph.hasPlainExtraMarkers = true
        func missing(_ name: PackageName) -> ProjectFileError {
            root.error(.danglingDependency(from: "the project", to: name.description))
        }
        for requirement in project.dependencies {
            guard let edge = finder.edge(requirement) else { throw missing(requirement.name) }
            graph.requirements.append(edge)
        }
        for (extra, requirements) in project.optionalDependencies {
            graph.extras[extra] = requirements.compactMap { finder.edge($0) }
        }
        guard let poetry = project.poetry else { return graph }
        let named = Set(project.dependencies.map(\.name))
        for dependency in poetry.dependencies where !named.contains(dependency.name) {
            guard let edge = edge(dependency, finder) else { throw missing(dependency.name) }
            guard dependency.isOptional else {
                graph.requirements.append(edge)
                continue
            }
            for (extra, names) in poetry.extras where names.contains(dependency.name) {
                graph.extras[extra, default: []].append(edge)
            }
        }
        for extra in poetry.extras.keys where graph.extras[extra] == nil { graph.extras[extra] = [] }
        for (group, dependencies) in poetry.groups {
            var edges: [LockedDependency] = []
            for dependency in dependencies {
                guard let edge = edge(dependency, finder) else { throw missing(dependency.name) }
                edges.append(edge)
            }
            graph.groups[group] = edges
        }
        return graph
    }
}
