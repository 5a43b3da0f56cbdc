internal import TareDiagnostics

/// `[tool.poetry]`, as far as it changes what is installed.
public struct PoetrySettings: Sendable {
    public var name: PackageName?
    public var version: PEP440Version?
    public var python: PoetryConstraint = .any
    public var dependencies: [PoetryDependency] = []
    /// Groups other than `main`; `dev` also holds `dev-dependencies`.
    public var groups: [PackageName: [PoetryDependency]] = [:]
    public var extras: [PackageName: [PackageName]] = [:]
    public var scripts: [String: String] = [:]
    /// `package-mode`: whether the project is installed itself; `nil` where nothing is said.
    public var isPackage: Bool?
}

/// One dependency as Poetry writes it.
public struct PoetryDependency: Sendable {
    public var name: PackageName
    public var constraint: PoetryConstraint
    public var extras: [PackageName]
    public var marker: EnvironmentMarker?
    /// The Python versions that it is for.
    public var python: PoetryConstraint
    /// Installed only with an extra that names it.
    public var isOptional: Bool
}

struct PoetrySettingsReader {
    private var words = LockVocabulary()

    mutating func read(_ table: TOMLView) throws(ProjectFileError) -> PoetrySettings {
        var settings = PoetrySettings()
        if table.has("name") { settings.name = try words.name("name", in: table) }
        settings.version = try words.version("version", in: table)
        settings.isPackage = try table.boolean("package-mode")
        if let dependencies = try table.table("dependencies") {
            if case .string? = dependencies.table["python"]?.content {
                settings.python = try constraint("python", in: dependencies)
            }
            settings.dependencies = try self.dependencies(dependencies)
        }
        if let dev = try table.table("dev-dependencies") {
            settings.groups[try words.name("dev", "dev-dependencies", in: table)] = try dependencies(dev)
        }
        if let groups = try table.table("group") {
            for entry in groups.table.entries {
                guard let group = try groups.table(entry.key),
                    let dependencies = try group.table("dependencies")
                else { continue }
                let name = try words.name(entry.key, entry.key, in: groups)
                settings.groups[name, default: []] += try self.dependencies(dependencies)
            }
        }
        if let extras = try table.table("extras") {
            for entry in extras.table.entries {
                settings.extras[try words.name(entry.key, entry.key, in: extras)] = try words.names(
                    entry.key, in: extras)
            }
        }
        if let scripts = try table.table("scripts") {
            for entry in scripts.table.entries {
                if case .string(let target) = entry.value.content { settings.scripts[entry.key] = target }
            }
        }
        return settings
    }

    mutating func dependencies(_ view: TOMLView) throws(ProjectFileError) -> [PoetryDependency] {
        var found: [PoetryDependency] = []
        for entry in view.table.entries where entry.key != "python" {
            let name = try words.name(entry.key, entry.key, in: view)
            switch entry.value.content {
            case .string:
                found.append(
                    PoetryDependency(
                        name: name, constraint: try constraint(entry.key, in: view), extras: [], marker: nil,
                        python: .any, isOptional: false))
            case .table(let table):
                found.append(try dependency(name, TOMLView(document: view.document, table: table)))
            case .array:
                for table in try view.tables(entry.key) { found.append(try dependency(name, table)) }
            default: throw view.wrongType(entry.key, entry.value, "a constraint, a table or an array of tables")
            }
        }
        return found
    }

    private mutating func dependency(_ name: PackageName, _ view: TOMLView) throws(ProjectFileError) -> PoetryDependency
    {
        PoetryDependency(
            name: name, constraint: try constraint("version", in: view), extras: try words.names("extras", in: view),
            marker: try words.marker("markers", in: view), python: try constraint("python", in: view),
            isOptional: try view.boolean("optional") ?? false)
    }

    func constraint(_ key: String, in view: TOMLView) throws(ProjectFileError) -> PoetryConstraint {
        guard let text = try view.string(key) else { return .any }
        do { return try PoetryConstraint(text) } catch { throw view.invalid(key, error.what, hint: error.hint) }
    }
}
