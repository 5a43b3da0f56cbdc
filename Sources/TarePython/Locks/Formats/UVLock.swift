internal import TareDiagnostics

extension LockFormat {
    /// `uv.lock`, and the lock beside a script.
    static let uv = LockFormat(
        "uv.lock", matches: { $0 == "uv.lock" || $0.hasSuffix(".py.lock") }
    ) { (input) throws(ProjectFileError) in
        var reader = UVLockReader(file: input.file)
        return try reader.read(try TOMLReader.read(input.bytes, file: input.file).rootView)
    }
}

/// Reads `uv.lock`, version 1.
///
/// Revisions only add keys, so every revision is accepted and keys that are not known are passed over. The format is
/// uv's own; https://docs.astral.sh/uv/concepts/resolution/#lockfile-versioning has its rules.
struct UVLockReader {
    private let file: String
    private var words = LockVocabulary()
    private var wheelWords = WheelVocabulary()

    init(file: String) { self.file = file }

    static let supportedVersion: Int64 = 1

    mutating func read(_ root: TOMLView) throws(ProjectFileError) -> Lock {
        guard let version = try root.integer("version") else { throw root.error(.missing(key: "version")) }
        guard version == Self.supportedVersion else {
            throw root.error(
                at: "version",
                .unsupportedVersion(format: "uv.lock", found: "\(version)", supported: "\(Self.supportedVersion)"))
        }
        var lock = Lock(format: .uv, file: file, rules: .graph(LockGraph()))
        guard root.has("requires-python") else { throw root.error(.missing(key: "requires-python")) }
        lock.requiresPython = try words.specifiers("requires-python", in: root)

        // An older uv wrote [[distribution]].
        let views = try words.packages(root.has("package") ? "package" : "distribution", in: root)
        lock.packages.reserveCapacity(views.count)
        for view in views { lock.packages.append(try package(view)) }

        // Edges name packages that may come later in the file.
        let places = PackagePlaces(lock.packages)
        for (index, view) in views.enumerated() { try addEdges(of: view, at: index, to: &lock, places) }
        lock.rules = .graph(try graph(root, lock, places))
        return lock
    }

    private mutating func package(_ view: TOMLView) throws(ProjectFileError) -> LockedPackage {
        guard let source = try view.table("source") else { throw view.error(.missing(key: "source")) }
        var package = LockedPackage(
            name: try words.name("name", in: view), version: try words.version("version", in: view),
            source: try Self.source(source))
        if case .registry = package.source, package.version == nil { throw view.error(.missing(key: "version")) }
        package.resolutionMarkers = try words.markers("resolution-markers", in: view)
        if let sdist = try view.table("sdist") { package.files.append(try file(sdist)) }
        let wheels = try view.tables("wheels")
        package.files.reserveCapacity(package.files.count + wheels.count)
        for wheel in wheels { package.files.append(try file(wheel)) }
        package.readWheels(&wheelWords)
        try checkVersions(of: package, wheels)
        if let metadata = try view.table("metadata") {
            package.declaredExtras = Set(try words.names("provides-extras", in: metadata))
            // Before revision 1, extras were not listed; their requirements were.
            if !metadata.has("provides-extras") { package.declaredExtras = nil }
            let key = metadata.has("requires-dev") ? "requires-dev" : "dependency-groups"
            package.declaredGroups = []
            for entry in try metadata.table(key)?.table.entries ?? [] {
                package.declaredGroups?.insert(try words.name(entry.key, key, in: metadata))
            }
        }
        return package
    }

    /// Refuses wheels of another version than their entry's, as uv does; a local label may be more than the entry has.
    private func checkVersions(of package: LockedPackage, _ wheels: [TOMLView]) throws(ProjectFileError) {
        guard let version = package.version else { return }
        for wheel in package.wheels {
            let found = wheel.filename.version
            guard found != version, found.publicVersion != version else { continue }
            let view = wheels[wheel.place - (package.files.count - wheels.count)]
            throw view.invalid(
                view.has("url") ? "url" : view.has("path") ? "path" : "filename",
                "the wheel '\(wheel.filename.description.printable(limit: 100))' is not of version \(version)",
                hint: "lock \(package.name) again: uv lock --upgrade-package \(package.name)")
        }
    }

    static func source(_ view: TOMLView) throws(ProjectFileError) -> LockedSource {
        if let index = try view.string("registry") { return .registry(index) }
        if let git = try view.string("git") { return .git(LockedGitSource(uv: git)) }
        if let url = try view.string("url") { return .url(url, subdirectory: try view.string("subdirectory")) }
        if let path = try view.string("path") { return .path(path) }
        if let path = try view.string("directory") { return .directory(path) }
        if let path = try view.string("editable") { return .editable(path) }
        if let path = try view.string("virtual") { return .virtual(path) }
        throw view.error(
            .invalid(
                key: "source", detail: "the kind of source is not known",
                hint: "known are registry, git, url, path, directory, editable and virtual"))
    }

    private func file(_ view: TOMLView) throws(ProjectFileError) -> LockedFile {
        let location: LockedFile.Location
        if let url = try view.string("url") {
            location = .url(url)
        } else if let path = try view.string("path") {
            location = .path(path)
        } else if let name = try view.string("filename") {
            location = .name(name)
        } else {
            // The source distribution of a local package: its source says where it is.
            location = .unknown
        }
        var hashes: [FileHash] = []
        if let hash = try view.string("hash") { hashes = [try words.hash(hash, "hash", in: view)] }
        return LockedFile(
            location, hashes: hashes, size: try view.size("size"),
            uploadTime: try view.time("upload-time"))
    }
}

/// Edges, roots and conflicts.
extension UVLockReader {
    private mutating func addEdges(
        of view: TOMLView, at index: Int, to lock: inout Lock, _ places: PackagePlaces
    ) throws(ProjectFileError) {
        lock.packages[index].dependencies = try edges(try view.tables("dependencies"), in: lock, places)
        if let extras = try view.table("optional-dependencies") {
            lock.packages[index].optionalDependencies = try edgesByName(extras, in: lock, places)
        }
        let key = view.has("dev-dependencies") ? "dev-dependencies" : "dependency-groups"
        if let groups = try view.table(key) {
            lock.packages[index].dependencyGroups = try edgesByName(groups, in: lock, places)
        }
    }

    private mutating func edgesByName(
        _ view: TOMLView, in lock: Lock, _ places: PackagePlaces
    ) throws(ProjectFileError) -> [PackageName: [LockedDependency]] {
        var found: [PackageName: [LockedDependency]] = [:]
        for entry in view.table.entries {
            let name = try words.name(entry.key, entry.key, in: view)
            found[name] = try edges(try view.tables(entry.key), in: lock, places)
        }
        return found
    }

    private mutating func edges(
        _ views: [TOMLView], in lock: Lock, _ places: PackagePlaces
    ) throws(ProjectFileError) -> [LockedDependency] {
        var edges: [LockedDependency] = []
        edges.reserveCapacity(views.count)
        for view in views {
            edges.append(
                LockedDependency(
                    name: try words.name("name", in: view), targets: [try target(view, in: lock, places)],
                    extras: try words.names("extra", in: view),
                    marker: try words.marker("marker", in: view)))
        }
        return edges
    }

    /// The one package that an edge names; version and source tell apart packages of one name.
    private mutating func target(
        _ view: TOMLView, in lock: Lock, _ places: PackagePlaces
    ) throws(ProjectFileError) -> Int {
        let name = try words.name("name", in: view)
        let named = places[name]
        let version = try words.version("version", in: view)
        let source = try view.table("source")
        if named.count == 1, version == nil, source == nil { return named[0] }
        var found = named
        if let source {
            let wanted = try Self.source(source)
            found = found.filter { lock.packages[$0].source == wanted }
        }
        if let version {
            found = found.filter { lock.packages[$0].version == version }
        } else if found.count > 1 {
            // Among several, an edge without a version names the package without one.
            found = found.filter { lock.packages[$0].version == nil }
        }
        let title = version.map { "\(name) \($0)" } ?? name.description
        guard let first = found.first else {
            throw view.error(
                named.count > 1 && version == nil
                    ? .ambiguousDependency(from: "an entry", to: title)
                    : .danglingDependency(from: "an entry", to: title))
        }
        guard found.count == 1 else { throw view.error(.ambiguousDependency(from: "an entry", to: title)) }
        return first
    }

    private mutating func graph(
        _ root: TOMLView, _ lock: Lock, _ places: PackagePlaces
    ) throws(ProjectFileError) -> LockGraph {
        var graph = LockGraph()
        graph.supportedEnvironments = try words.markers("supported-markers", in: root)
        graph.root = lock.packages.firstIndex { package in
            switch package.source {
            case .editable(let path), .virtual(let path): path == "." || path.isEmpty
            default: false
            }
        }
        if let manifest = try root.table("manifest") {
            for member in try words.names("members", in: manifest) {
                guard places[member].count == 1 else {
                    throw manifest.error(
                        at: "members", .danglingDependency(from: "the workspace", to: member.description))
                }
                graph.members += places[member]
            }
            graph.requirements = try requirements("requirements", in: manifest, places)
            if let groups = try manifest.table("dependency-groups") {
                for entry in groups.table.entries {
                    let name = try words.name(entry.key, entry.key, in: groups)
                    graph.groups[name] = try requirements(entry.key, in: groups, places)
                }
            }
        }
        if graph.members.isEmpty, let place = graph.root { graph.members = [place] }
        graph.conflicts = try conflicts(root)
        return graph
    }

    /// Requirements of the lock itself; which of several forks one means is decided by the forks' markers.
    private mutating func requirements(
        _ key: String, in view: TOMLView, _ places: PackagePlaces
    ) throws(ProjectFileError) -> [LockedDependency] {
        var found: [LockedDependency] = []
        for requirement in try view.tables(key) {
            let name = try words.name("name", in: requirement)
            guard !places[name].isEmpty else {
                throw requirement.error(.danglingDependency(from: "the lock", to: name.description))
            }
            found.append(
                LockedDependency(
                    name: name, targets: places[name], extras: try words.names("extras", in: requirement),
                    marker: try words.marker("marker", in: requirement)))
        }
        return found
    }

    private mutating func conflicts(_ root: TOMLView) throws(ProjectFileError) -> [[LockGraph.ConflictItem]] {
        var sets: [[LockGraph.ConflictItem]] = []
        for set in try root.array("conflicts") ?? [] {
            guard case .array(let elements) = set.content else {
                throw root.wrongType("conflicts", set, "an array of arrays")
            }
            var items: [LockGraph.ConflictItem] = []
            for element in elements {
                guard case .table(let table) = element.content else {
                    throw root.wrongType("conflicts", element, "an array of arrays of tables")
                }
                let view = TOMLView(document: root.document, table: table)
                let package = try words.name("package", in: view)
                let kind: LockGraph.ConflictItem.Kind
                if view.has("extra") {
                    kind = .extra(try words.name("extra", in: view))
                } else if view.has("group") {
                    kind = .group(try words.name("group", in: view))
                } else {
                    kind = .project
                }
                items.append(LockGraph.ConflictItem(package: package, kind: kind))
            }
            sets.append(items)
        }
        return sets
    }
}
