internal import TareArchive
public import TareDebian

/// Puts a base image together: packages and a recipe in, one layer out; the same layer for the same input, anywhere.
///
/// No script of any package is run. What a maintainer script would do and an image needs (accounts, certificates,
/// alternatives, the package database) the recipe states.
public struct BaseAssembler {
    public let recipe: BaseRecipe
    public let suite: String
    public let architecture: DebianArchitecture
    let section: RecipeSection
    private var tree = RootTree()
    private var packages: [UnpackedPackage] = []
    private var owners: [String: UnpackedPackage] = [:]
    private let filter: PathFilter

    /// Refuses a suite or an architecture that the recipe is not for.
    public init(recipe: BaseRecipe, suite: String, architecture: String) throws(RecipeError) {
        try recipe.check(architecture: architecture)
        guard let known = DebianArchitecture(rawValue: architecture) else {
            throw RecipeError(
                source: recipe.source, path: "architectures",
                reason: .unknownArchitecture(architecture, known: recipe.architectures))
        }
        self.recipe = recipe
        self.suite = suite
        self.architecture = known
        section = try recipe.section(suite: suite)
            .substituting(suite: suite, architecture: known, source: recipe.source)
        filter = PathFilter(section.paths)
    }

    /// The packages that the image will have, in ascending order of their names: the order in which to add them.
    public func packages(from pool: PackagePool) throws(ClosureError) -> [BinaryPackage] {
        var names = section.packages
        if section.essential == true || !section.priorities.isEmpty {
            names += pool.names(essential: section.essential ?? false, priorities: Set(section.priorities))
        }
        let omitted = Set(section.omit)
        let requested = Set(names).subtracting(omitted).sorted()
        guard section.dependencies ?? true else {
            var chosen: [BinaryPackage] = []
            for name in requested {
                do {
                    guard let package = try pool.package(name),
                        [architecture.rawValue, "all"].contains(package.architecture)
                    else { throw ClosureError.unknownPackage(name, suites: [suite]) }
                    chosen.append(package)
                } catch let error as ClosureError {
                    throw error
                } catch let error as ControlError {
                    throw .malformedIndex(error)
                } catch { throw .unknownPackage(name, suites: [suite]) }
            }
            return chosen
        }
        return try DependencyClosure.resolve(requested, in: pool, architecture: architecture.rawValue)
            .filter { !omitted.contains($0.name) }
    }

    /// Unpacks a package; `read` gives its bytes piece by piece.
    public mutating func add(
        _ package: BinaryPackage, reading read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        if packages.isEmpty { try prepare() }
        var reader = DebReader(PackageUnpacking(package, into: tree, filter: filter, owners: owners))
        // The reader has the tree meanwhile: a second owner would copy it.
        tree = RootTree()
        try read { try reader.consume($0) }
        var sink = try reader.finish()
        sink.finish()
        tree = sink.tree
        guard let installed = sink.installed else { return }
        packages.append(installed)
        owners[installed.name] = installed
    }

    /// Does what the recipe says beyond packages, and gives the finished root file system.
    ///
    /// - Parameters:
    ///   - epoch: the newest time that a file may have, and that of all that the recipe makes: seconds since 1970, as in
    ///     `SOURCE_DATE_EPOCH`. Without it, the newest time in the packages: the same packages make the same image,
    ///     whenever and wherever.
    ///   - latest: bounds that time, such as by the date of the archive's release.
    public mutating func finish(epoch: Int64?, latest: Int64?) throws -> AssembledRoot {
        if packages.isEmpty { try prepare() }
        let newest = min(tree.newestTime ?? 0, latest ?? .max)
        let time = epoch ?? newest
        guard (0...253_402_300_799).contains(time) else { throw AssemblyError.invalidTime(time) }
        try apply(day: time / 86_400)
        return AssembledRoot(tree: tree, time: time)
    }

    private mutating func prepare() throws(AssemblyError) {
        guard section.mergedUsr ?? true else { return }
        for name in architecture.mergedDirectories {
            try tree.makeDirectory("/usr/" + name)
            try tree.link("/" + name, to: "usr/" + name)
        }
    }

    private mutating func apply(day: Int64) throws(AssemblyError) {
        for directory in section.directories {
            let owner = directory.ownership
            try tree.makeDirectory(
                directory.path, mode: owner.mode, userID: owner.userID, groupID: owner.groupID)
        }
        for copy in section.copies {
            guard let bytes = try tree.bytes(at: try RootTree.path(copy.from)) else {
                throw .missingFile(recipe: recipe.source, key: "copies", path: copy.from)
            }
            let owner = copy.ownership
            try tree.write(bytes, to: copy.to, mode: owner.mode, userID: owner.userID, groupID: owner.groupID)
        }
        for file in section.files {
            let owner = file.ownership
            try tree.write(
                Array(file.content.utf8), to: file.path, mode: owner.mode, userID: owner.userID, groupID: owner.groupID)
        }
        for (path, target) in section.links.sorted(by: { $0.key < $1.key }) { try tree.link(path, to: target) }
        try AccountFiles(section).write(to: &tree, day: day)
        if let certificates = section.certificates {
            try CertificateStore(certificates).write(to: &tree, recipe: recipe.source)
        }
        let sorted = packages.sorted { $0.name < $1.name }
        switch section.database ?? .dpkg {
        case .dpkg: try DpkgDatabase(architecture: architecture.rawValue).write(sorted, to: &tree)
        case .statusDirectory: try StatusDirectory().write(sorted, to: &tree)
        case .none: break
        }
        for pattern in section.remove { tree.remove(PathPattern(pattern)) }
    }
}
