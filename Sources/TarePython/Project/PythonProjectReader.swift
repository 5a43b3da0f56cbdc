internal import TareDiagnostics

/// Fills a `PythonProject` from the tables of its file.
struct PythonProjectReader {
    private var words = LockVocabulary()

    mutating func read(_ root: TOMLView, into project: inout PythonProject) throws(ProjectFileError) {
        if let table = try root.table("project") { try readProject(table, into: &project) }
        if let table = try root.table("build-system") {
            project.buildSystem = PythonProject.BuildSystem(
                requires: try requirements("requires", in: table), backend: try table.string("build-backend"))
        }
        if let table = try root.table("dependency-groups") {
            project.dependencyGroups = try DependencyGroupReader(table).read(&self)
        }
        guard let tool = try root.table("tool") else { return }
        if let table = try tool.table("uv") { try readUV(table, into: &project) }
        if let table = try tool.table("poetry") {
            var reader = PoetrySettingsReader()
            project.poetry = try reader.read(table)
            if project.name == nil { project.name = project.poetry?.name }
            if project.version == nil { project.version = project.poetry?.version }
            project.scripts.merge(project.poetry?.scripts ?? [:]) { own, _ in own }
        }
        if let table = try tool.table("pdm") { try readPDM(table, into: &project) }
        project.declaredApplication = try declaredApplication(tool)
    }

    private mutating func readProject(_ table: TOMLView, into project: inout PythonProject) throws(ProjectFileError) {
        project.name = try words.name("name", in: table)
        project.dynamic = Set(try table.strings("dynamic"))
        project.version = try words.version("version", in: table)
        project.requiresPython = try words.specifiers("requires-python", in: table)
        project.dependencies = try requirements("dependencies", in: table)
        if let extras = try table.table("optional-dependencies") {
            for entry in extras.table.entries {
                let name = try words.name(entry.key, entry.key, in: extras)
                guard project.optionalDependencies[name] == nil else {
                    throw extras.invalid(entry.key, "the extra '\(name)' is defined twice")
                }
                project.optionalDependencies[name] = try requirements(entry.key, in: extras)
            }
        }
        if let scripts = try table.table("scripts") {
            for entry in scripts.table.entries {
                project.scripts[entry.key] = try scripts.requiredString(entry.key)
            }
        }
    }

    private mutating func readUV(_ table: TOMLView, into project: inout PythonProject) throws(ProjectFileError) {
        project.uv.isPackage = try table.boolean("package")
        if case .string(let text)? = table.table["default-groups"]?.content {
            guard text == "all" else {
                throw table.invalid(
                    "default-groups", "'\(text.printable())' is no list of groups", hint: "or write 'all'")
            }
            project.uv.defaultGroups = .all
        } else if table.has("default-groups") {
            project.uv.defaultGroups = .named(try words.names("default-groups", in: table))
        }
        for entry in try table.table("sources")?.table.entries ?? [] {
            project.uv.sources.insert(try words.name(entry.key, "sources", in: table))
        }
        if let workspace = try table.table("workspace") {
            project.uv.workspace = UVSettings.Workspace(
                members: try workspace.strings("members"), exclude: try workspace.strings("exclude"))
        }
        if table.has("dev-dependencies") {
            // What uv had before dependency groups: part of the group 'dev'.
            let group = try words.name("dev", "dev-dependencies", in: table)
            project.dependencyGroups[group, default: []] += try requirements("dev-dependencies", in: table)
        }
    }

    private mutating func readPDM(_ table: TOMLView, into project: inout PythonProject) throws(ProjectFileError) {
        project.isPDMDistribution = try table.boolean("distribution")
        guard let groups = try table.table("dev-dependencies") else { return }
        for entry in groups.table.entries {
            let name = try words.name(entry.key, entry.key, in: groups)
            // `-e` marks an editable; what it names is in the lock.
            project.dependencyGroups[name, default: []] += try requirements(entry.key, in: groups, skipping: "-e ")
        }
    }

    private func declaredApplication(
        _ tool: TOMLView
    ) throws(ProjectFileError) -> PythonProject.DeclaredApplication? {
        for (name, key) in [("tare", "application"), ("fastapi", "entrypoint")] {
            guard let table = try tool.table(name), let target = try table.string(key) else { continue }
            guard ImportTarget(target) != nil else {
                throw table.invalid(
                    key, "'\(target.printable())' names no application", hint: "write it as in 'server:app'")
            }
            let offset = table.table[key]?.offset ?? 0
            return PythonProject.DeclaredApplication(
                target: target, key: "tool.\(name).\(key)",
                position: TextPosition(of: offset, in: tool.document.bytes))
        }
        return nil
    }

    mutating func requirements(
        _ key: String, in view: TOMLView, skipping prefix: String? = nil
    ) throws(ProjectFileError) -> [Requirement] {
        var found: [Requirement] = []
        for element in try view.array(key) ?? [] {
            guard case .string(let text) = element.content else {
                throw view.wrongType(key, element, "an array of strings")
            }
            if let prefix, text.hasPrefix(prefix) { continue }
            found.append(try Self.requirement(text, key, at: element.offset, in: view))
        }
        return found
    }

    static func requirement(
        _ text: String, _ key: String, at offset: Int, in view: TOMLView
    ) throws(ProjectFileError) -> Requirement {
        do { return try Requirement(text) } catch {
            throw view.document.error(at: offset, .invalid(key: key, detail: error.what, hint: error.hint))
        }
    }
}

/// Reads `[dependency-groups]` (PEP 735), where a group may include others.
private struct DependencyGroupReader {
    private let view: TOMLView
    private var groups: [PackageName: (key: String, elements: [TOMLValue])] = [:]

    init(_ view: TOMLView) throws(ProjectFileError) {
        self.view = view
        var words = LockVocabulary()
        for entry in view.table.entries {
            let name = try words.name(entry.key, entry.key, in: view)
            guard groups[name] == nil else { throw view.invalid(entry.key, "the group '\(name)' is defined twice") }
            groups[name] = (entry.key, try view.array(entry.key) ?? [])
        }
    }

    func read(_ reader: inout PythonProjectReader) throws(ProjectFileError) -> [PackageName: [Requirement]] {
        var found: [PackageName: [Requirement]] = [:]
        for name in groups.keys.sorted() { _ = try requirements(of: name, &found, []) }
        return found
    }

    private func requirements(
        of name: PackageName, _ found: inout [PackageName: [Requirement]], _ path: [PackageName]
    ) throws(ProjectFileError) -> [Requirement] {
        if let known = found[name] { return known }
        guard let group = groups[name] else { return [] }
        guard !path.contains(name), path.count < 64 else {
            let circle = (path + [name]).map(\.description).joined(separator: " → ")
            throw view.invalid(group.key, "groups include one another: \(circle)")
        }
        var requirements: [Requirement] = []
        for element in group.elements {
            switch element.content {
            case .string(let text):
                requirements.append(
                    try PythonProjectReader.requirement(text, group.key, at: element.offset, in: view))
            case .table(let table):
                let include = TOMLView(document: view.document, table: table)
                var words = LockVocabulary()
                let other = try words.name("include-group", in: include)
                guard groups[other] != nil else {
                    throw include.invalid("include-group", "there is no group '\(other)'")
                }
                requirements += try self.requirements(of: other, &found, path + [name])
                guard requirements.count <= LockVocabulary.maximumEntries else {
                    throw view.error(.tooMany(what: "requirements", limit: LockVocabulary.maximumEntries))
                }
            default:
                throw view.wrongType(group.key, element, "an array of strings and tables")
            }
        }
        found[name] = requirements
        return requirements
    }
}
