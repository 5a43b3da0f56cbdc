public import TareInventory
public import TareOCI

/// The application's own Python files in an image, and what they import when it starts.
///
/// Measuring keeps no sources: first the files that are wanted are named, then their texts are given. Nothing is run.
public struct ApplicationSources {
    /// The files, by path; none where no application is known.
    public let files: [ImageTree.Node]
    /// What the command serves: `server:app`.
    public let application: String?
    /// The server that the command runs: `uvicorn`.
    public let server: String?
    /// Where it listens: what the command says, or the server's own default.
    public let port: Int?

    private let boot: Boot
    private let entries: [String]
    private let path: ModulePath?

    private static let mostFiles = 3_000
    private static let largestFile: UInt64 = 1 << 20
    private static let mostBytes: UInt64 = 32 << 20

    public init(
        of tree: ImageTree, config: ImageConfig, inventory: ImageInventory,
        expecting expectations: ProofExpectations = .init()
    ) {
        boot = Boot(tree: tree, config: config, inventory: inventory, expectations: expectations)
        let call = boot.server
        let name = call?.application ?? expectations.application.flatMap { ApplicationName($0) }
        application = name.map { "\($0.module):\($0.attribute)" }
        let isServer = ["uvicorn", "gunicorn", "hypercorn", "granian", "daphne", "fastapi"].contains(call?.name ?? "")
        server = isServer ? call?.name : nil
        port = call?.port ?? (isServer ? 8000 : nil)
        guard let runtime = boot.python else {
            (files, entries, path) = ([], [], nil)
            return
        }
        var path = runtime.modulePath
        if let call { path.prepend(call.applicationFolder) }
        self.path = path
        entries = Self.entries(name, call, runtime)
        files = Self.files(path, boot)
    }

    /// Names of the modules that are imported first.
    private static func entries(_ name: ApplicationName?, _ call: ServerCall?, _ runtime: PythonRuntime) -> [String] {
        if let name { return [name.module] }
        if let file = call?.file { return [moduleName(of: file)] }
        switch runtime.invocation.main {
        case .module(let module): return [module, module + ".__main__"]
        case .script(let script): return [moduleName(of: PathLookup.name(of: script))]
        default: return []
        }
    }

    private static func moduleName(of file: String) -> String {
        let parts = file.split(separator: "/").filter { $0 != "." }
        let name = parts.joined(separator: ".")
        return name.hasSuffix(".py") ? String(name.dropLast(3)) : name
    }

    /// Sources below the folders that are the application's: not the library's, not those of packages.
    private static func files(_ path: ModulePath, _ boot: Boot) -> [ImageTree.Node] {
        let tree = boot.tree
        let others = Set(
            path.folders.filter { $0.origin == .site || $0.origin == .standardLibrary }
                .compactMap { tree.node(at: $0.path) })
        var found: [ImageTree.Node] = []
        var seen: Set<ImageTree.Node> = []
        var bytes: UInt64 = 0
        for folder in path.folders where [.main, .variable, .pathFile].contains(folder.origin) {
            // An application at the root would make all of the image its own.
            guard let start = tree.node(at: folder.path), start != ImageTree.root, !others.contains(start) else {
                continue
            }
            tree.walk(from: start) { node in
                guard found.count < mostFiles, bytes < mostBytes, seen.insert(node).inserted else { return false }
                if tree.kind(of: node) == .directory {
                    return !others.contains(node) && tree.node("pyvenv.cfg", in: node) == nil
                        && !["__pycache__", "site-packages", "dist-packages", "node_modules", ".git"].contains(
                            tree.name(of: node))
                }
                if tree.kind(of: node) == .regular, tree.name(of: node).hasSuffix(".py"),
                    tree.size(of: node) <= largestFile
                {
                    bytes += tree.size(of: node)
                    found.append(node)
                }
                return true
            }
        }
        return found
    }
}

extension ApplicationSources {
    /// A file that is imported under a name.
    private struct Module: Hashable {
        var node: ImageTree.Node
        var name: String
        var isPackage: Bool
    }

    /// What is imported from the application's first module on, through its own modules; each name at its first place.
    public func imports(of texts: [ImageTree.Node: [UInt8]]) -> [ImportSite] {
        guard let path, let runtime = boot.python else { return [] }
        let search = ModuleSearch(boot, runtime)
        let own = Set(files)
        var sites: [ImportSite] = []
        var named: Set<String> = []
        var changesPath = false
        var pending = entries.flatMap { modules(named: $0, search, path, own) }
        var seen = Set(pending.map(\.node))
        var next = 0
        while next < pending.count {
            let module = pending[next]
            next += 1
            guard let text = texts[module.node] else { continue }
            let statements = ImportStatements(in: text)
            if statements.changesPath { changesPath = true }
            for statement in statements.all {
                for name in Self.names(statement, in: module) {
                    let found = modules(named: name.text, search, path, own)
                    for module in found where seen.insert(module.node).inserted { pending.append(module) }
                    guard found.isEmpty, name.isModule, named.insert(name.text).inserted else { continue }
                    sites.append(
                        ImportSite(
                            module: name.text, file: boot.tree.path(of: module.node), line: statement.line))
                }
            }
        }
        if changesPath { for index in sites.indices { sites[index].isUncertain = true } }
        return sites
    }

    /// The modules that a statement names, absolutely; `from a import b` may mean the module `a.b`, or something in `a`.
    private static func names(_ statement: ImportStatement, in module: Module) -> [(text: String, isModule: Bool)] {
        var base = statement.module
        if statement.level > 0 {
            var parts = module.name.split(separator: ".").map(String.init)
            let dropped = statement.level - (module.isPackage ? 1 : 0)
            // Beyond the first package, which Python refuses.
            guard dropped < parts.count else { return [] }
            parts.removeLast(dropped)
            base = (parts + (statement.module.isEmpty ? [] : [statement.module])).joined(separator: ".")
        }
        guard !base.isEmpty else { return [] }
        let inner = statement.isFrom ? statement.names.filter { $0 != "*" }.map { "\(base).\($0)" } : []
        return [(base, true)] + inner.map { ($0, false) }
    }

    /// The application's own modules that importing a name runs: each package on the way, and the module.
    private func modules(
        named name: String, _ search: ModuleSearch, _ path: ModulePath, _ own: Set<ImageTree.Node>
    ) -> [Module] {
        let parts = name.split(separator: ".").map(String.init)
        var found: [Module] = []
        for count in 1...max(1, parts.count) {
            let prefix = parts.prefix(count).joined(separator: ".")
            switch search.find(prefix, in: path) {
            case .package(let file):
                guard let node = boot.tree.node(at: file), own.contains(node) else { return [] }
                found.append(Module(node: node, name: prefix, isPackage: true))
            case .module(let file):
                guard let node = boot.tree.node(at: file), own.contains(node) else { return [] }
                found.append(Module(node: node, name: prefix, isPackage: false))
            case .namespace: continue
            default: return []
            }
        }
        return found
    }
}
