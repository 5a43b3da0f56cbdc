internal import TareInventory
internal import TareOCI

/// An image on its way to run: its configuration resolved as a runtime does it, and what checks work out once and
/// share.
final class Boot {
    let tree: ImageTree
    let inventory: ImageInventory
    let expectations: ProofExpectations
    let platform: Platform
    let execution: ImageConfig.Execution
    /// The container's environment; of two assignments the later wins.
    let variables: [String: String]
    let user: BootUser
    /// `nil` where it is not known who runs.
    let access: FileAccess?
    /// Absolute; `/` where the image sets none.
    let workingDirectory: String
    let loader: LibraryLoader
    private var moduleOwners: [String: String] = [:]

    init(tree: ImageTree, config: ImageConfig, inventory: ImageInventory, expectations: ProofExpectations) {
        self.tree = tree
        self.inventory = inventory
        self.expectations = expectations
        platform = config.platform
        execution = config.config ?? .init()
        var variables: [String: String] = [:]
        for assignment in execution.env ?? [] {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else { continue }
            variables[String(parts[0])] = String(parts[1])
        }
        user = BootUser(execution.user, tree, inventory.accounts)
        access = user.resolved.map { FileAccess(tree, $0) }
        if variables["PATH"] == nil { variables["PATH"] = ProgramSearch.defaultPath }
        if variables["HOME"] == nil { variables["HOME"] = user.resolved?.home }
        self.variables = variables
        workingDirectory = execution.workingDir.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
        loader = LibraryLoader(
            tree: tree, access: access, platform: config.platform.normalized,
            libraryPath: variables["LD_LIBRARY_PATH"], workingDirectory: workingDirectory)
    }

    /// Entrypoint and arguments, as one command.
    var words: [String] { (execution.entrypoint ?? []) + (execution.cmd ?? []) }

    var search: ProgramSearch {
        ProgramSearch(
            tree: tree, access: access, path: variables["PATH"] ?? "", workingDirectory: workingDirectory)
    }

    /// What the command runs, program by program.
    private(set) lazy var launch = LaunchReader.read(words, in: self)

    /// The Python that the command runs; `nil` where it runs none, or where that is not known.
    private(set) lazy var python: PythonRuntime? = launch.python.map { PythonRuntime($0, in: self) }

    /// What a server that the command runs is asked to serve.
    private(set) lazy var server: ServerCall? = python.flatMap { ServerCall($0, in: self) }

    /// The extension modules on that Python's module path.
    private(set) lazy var extensionModules: [ExtensionModule] =
        python.map { ExtensionModule.all(of: $0, in: self) } ?? []

    /// The distribution that has a module, by the folder and first name of the module's path.
    func distribution(of module: ExtensionModule) -> String {
        let key = module.site + "/" + module.top
        if let known = moduleOwners[key] { return known }
        let name = module.distribution(in: inventory)
        moduleOwners[key] = name
        return name
    }

    /// The distributions that it can import.
    private(set) lazy var distributions: InstalledDistributions = {
        guard let python else { return InstalledDistributions.none }
        return InstalledDistributions(of: python, in: self)
    }()

    /// Why a question about the command's Python cannot be answered; `nil` where it can.
    var withoutPython: Finding? {
        if launch.python != nil { return nil }
        switch launch.end {
        case .python: return nil
        case .native(let program): return .pass("\(program) is no Python")
        case .opaque(let reason): return .unknown("it is not known what runs: \(reason)")
        case .broken: return .unknown("the command itself does not run")
        }
    }

    /// A path as it is for the container: relative ones begin at the working directory.
    func lookup(_ path: String) -> PathLookup {
        PathLookup(path, from: workingDirectory, in: tree, for: access)
    }
}
