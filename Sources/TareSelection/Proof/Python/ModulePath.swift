internal import TareInventory
internal import TareOCI

/// `sys.path` of a Python that was called so, as far as the image tells it (CPython, "The initialization of the
/// sys.path module search path"; `site`).
struct ModulePath {
    struct Folder: Hashable {
        enum Origin: Hashable {
            /// The script's folder, or the working directory.
            case main
            case variable
            case standardLibrary
            case site
            /// A line of a `.pth` file.
            case pathFile
        }

        var path: String
        var origin: Origin
    }

    private(set) var folders: [Folder] = []
    /// Why there may be more folders than these; empty where the list is whole.
    private(set) var doubts: [String] = []

    private static let mostPathFiles = 512
    private static let mostFolders = 1_024

    init(
        _ invocation: PythonInvocation, interpreter: PythonInterpreter?, environmentRoot: String?,
        environment: VirtualEnvironment?, in boot: Boot
    ) {
        addMain(invocation, boot)
        if !invocation.ignoresVariables {
            for folder in (boot.variables["PYTHONPATH"] ?? "").split(separator: ":") {
                add(PathLookup.absolute(String(folder), from: boot.workingDirectory), .variable)
            }
            if boot.variables["PYTHONHOME"]?.isEmpty == false { doubts.append("PYTHONHOME moves the standard library") }
        }
        guard let interpreter else {
            doubts.append("the interpreter is not known")
            return
        }
        if let library = interpreter.standardLibrary {
            add(library, .standardLibrary)
            add(library + "/lib-dynload", .standardLibrary)
        }
        guard !invocation.flags.contains("S") else { return }
        for site in sites(invocation, interpreter, environmentRoot, environment, boot) {
            add(site, .site)
            readPathFiles(of: site, boot)
        }
    }

    private mutating func add(_ path: String, _ origin: Folder.Origin) {
        guard folders.count < Self.mostFolders, !folders.contains(where: { $0.path == path }) else { return }
        folders.append(Folder(path: path, origin: origin))
    }

    /// Puts folders before all others, as servers do with the application's.
    mutating func prepend(_ path: String) {
        folders.removeAll { $0.path == path }
        folders.insert(Folder(path: path, origin: .main), at: 0)
    }

    private mutating func addMain(_ invocation: PythonInvocation, _ boot: Boot) {
        let variable = invocation.ignoresVariables ? nil : boot.variables["PYTHONSAFEPATH"]
        guard !invocation.isSafePath, variable?.isEmpty ?? true else { return }
        add(Self.mainFolder(of: invocation.main, boot), .main)
    }

    /// The folder of the script itself, links resolved, or the script where it is a folder; else the working
    /// directory.
    private static func mainFolder(of main: PythonInvocation.Main, _ boot: Boot) -> String {
        guard case .script(let script) = main else { return boot.workingDirectory }
        guard let node = boot.lookup(script).node else {
            return PathLookup.parent(of: PathLookup.absolute(script, from: boot.workingDirectory))
        }
        let path = boot.tree.path(of: node)
        return boot.tree.kind(of: node) == .directory ? path : PathLookup.parent(of: path)
    }

    private func sites(
        _ invocation: PythonInvocation, _ interpreter: PythonInterpreter, _ root: String?,
        _ environment: VirtualEnvironment?, _ boot: Boot
    ) -> [String] {
        var sites: [String] = []
        // site.py takes the system's packages where the file does not say.
        let takesSystem = root != nil && environment?.includesSystemSitePackages != false
        if let minor = interpreter.minor, interpreter.implementation == .cpython {
            let name = "python\(minor)" + (interpreter.isFreeThreaded ? "t" : "")
            if let home = boot.variables["HOME"], root == nil || takesSystem,
                invocation.flags.isDisjoint(with: ["s", "I"]), boot.variables["PYTHONNOUSERSITE"] == nil
            {
                let user = PathLookup.joined(home, ".local/lib/\(name)/site-packages")
                if boot.lookup(user).node != nil { sites.append(user) }
            }
            if let root {
                for library in ["lib", "lib64"] { sites.append("\(root)/\(library)/\(name)/site-packages") }
                // `lib64` is nearly always a link to `lib`, or not there.
                if boot.tree.node(at: sites[sites.count - 1]) == nil { sites.removeLast() }
            }
        } else if let environment {
            sites += environment.siteDirectories
        }
        if root == nil || takesSystem {
            sites += interpreter.siteDirectories.map(\.path)
        }
        var seen: Set<ImageTree.Node> = []
        return sites.filter { path in
            guard let node = boot.tree.node(at: path) else { return true }
            return seen.insert(node).inserted
        }
    }

    /// Lines of `.pth` files that are paths are added; lines that begin with `import` are code, which is not run
    /// here.
    private mutating func readPathFiles(of site: String, _ boot: Boot) {
        let tree = boot.tree
        guard let directory = tree.node(at: site) else { return }
        let files = tree.children(of: directory).filter {
            let name = tree.name(of: $0)
            return name.hasSuffix(".pth") && !name.hasPrefix(".")
        }
        for file in files.prefix(Self.mostPathFiles) {
            let name = tree.name(of: file)
            guard let target = tree.resolve(file), tree.size(of: target) > 0 else { continue }
            guard let text = tree.content(of: target) else {
                if !Self.isHarmless(name) { doubts.append("\(site)/\(name) was not read") }
                continue
            }
            for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
                let line = String(decoding: line, as: UTF8.self)
                if line.hasPrefix("#") || line.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
                if line.hasPrefix("import ") || line.hasPrefix("import\t") {
                    if !Self.isHarmless(name) { doubts.append("\(site)/\(name) runs code that may add modules") }
                    continue
                }
                let path = PathLookup.absolute(line, from: site)
                if boot.lookup(path).node != nil { add(PathLookup.normalized(path), .pathFile) }
            }
        }
    }

    /// Files whose code is known to add no folder.
    private static func isHarmless(_ name: String) -> Bool {
        ["_virtualenv.pth", "distutils-precedence.pth", "a1_coverage.pth", "matplotlib-nspkg.pth"].contains(name)
            || name.hasSuffix("-nspkg.pth")
    }
}
