internal import TareInventory
internal import TareOCI

/// Finds modules in the folders of `sys.path` by their files, as CPython's `PathFinder` does.
struct ModuleSearch {
    enum Outcome: Equatable {
        /// A module's file.
        case module(String)
        /// A package's folder, with the file that makes it one.
        case package(String)
        /// A folder without `__init__.py` (PEP 420).
        case namespace([String])
        /// A file or folder of that name which the user may not read.
        case unreadable(String)
        /// The name is compiled into every interpreter.
        case builtIn
        /// Only an extension module for another interpreter is there.
        case foreign(String)
        case missing
    }

    let tree: ImageTree
    let access: FileAccess?
    let suffixes: ExtensionSuffixes

    init(_ boot: Boot, _ runtime: PythonRuntime) {
        tree = boot.tree
        access = boot.access
        suffixes = ExtensionSuffixes(runtime.interpreter, boot.platform)
    }

    /// Finds `a.b.c` by finding `a`, and `b` in it.
    func find(_ name: String, in path: ModulePath) -> Outcome {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, !parts.contains("") else { return .missing }
        if parts.count == 1, StandardModules.builtIn.contains(first) { return .builtIn }
        var folders = path.folders.map(\.path)
        var outcome = Outcome.missing
        for (index, part) in parts.enumerated() {
            outcome = find(part, in: folders)
            guard index < parts.count - 1 else { break }
            switch outcome {
            case .package(let file): folders = [PathLookup.parent(of: file)]
            case .namespace(let found): folders = found
            case .unreadable, .foreign: return outcome
            default: return .missing
            }
        }
        return outcome
    }

    private func find(_ name: String, in folders: [String]) -> Outcome {
        var namespaces: [String] = []
        var foreign: String?
        for folder in folders {
            guard let directory = tree.node(at: folder), tree.kind(of: directory) == .directory else { continue }
            let lookup = PathLookup(folder, from: "/", in: tree, for: access)
            guard lookup.node != nil, access?.allows(.execute, directory) ?? true,
                access?.allows(.read, directory) ?? true
            else {
                // What may not be listed is passed over in silence.
                if tree.node(name, in: directory) != nil || tree.node(name + ".py", in: directory) != nil {
                    return .unreadable(folder)
                }
                continue
            }
            if let package = tree.node(name, in: directory), tree.kind(of: package) == .directory {
                if let file = moduleFile("__init__", in: package) {
                    return readable(file).map { .package($0) } ?? .unreadable(path(file))
                }
                namespaces.append(PathLookup.joined(folder, name))
            }
            if let file = moduleFile(name, in: directory) {
                return readable(file).map { .module($0) } ?? .unreadable(path(file))
            }
            foreign = foreign ?? suffixes.foreignModule(name, in: directory, tree)
        }
        if let foreign { return .foreign(foreign) }
        return namespaces.isEmpty ? .missing : .namespace(namespaces)
    }

    /// Extension modules come before sources, and those before bytecode (`_bootstrap_external`,
    /// `_get_supported_file_loaders`).
    private func moduleFile(_ name: String, in directory: ImageTree.Node) -> ImageTree.Node? {
        for suffix in suffixes.own + [".py", ".pyc"] {
            guard let node = tree.node(name + suffix, in: directory), tree.kind(of: node) == .regular else { continue }
            return node
        }
        return nil
    }

    private func path(_ node: ImageTree.Node) -> String { tree.path(of: node) }

    private func readable(_ node: ImageTree.Node) -> String? {
        access?.allows(.read, node) ?? true ? tree.path(of: node) : nil
    }
}
