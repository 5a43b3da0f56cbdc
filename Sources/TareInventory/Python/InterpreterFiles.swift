internal import TareELF
internal import TareOCI

/// The files around an interpreter's executable that tell about it, found as the interpreter itself finds them
/// (`Modules/getpath.py`): the prefix is above `bin`, the standard library below the prefix.
struct InterpreterFiles {
    let tree: ImageTree
    let prefix: ImageTree.Node
    /// `lib/pythonX.Y` with `os.py` in it.
    private(set) var standardLibrary: ImageTree.Node?
    /// The `X.Y` of `lib/pythonX.Y`, flags included: `3.13t`.
    private(set) var libraryName: String?
    /// `libpythonX.Y.so.1.0`, if the executable needs one.
    private(set) var sharedLibrary: ImageTree.Node?
    /// The minor that the needed `libpythonX.Y.so` names.
    private(set) var neededMinor: PythonMinor?

    /// Where Debian keeps its own packages, for every minor version alike.
    static let debianPackages = "python3/dist-packages"

    init(of candidate: InterpreterSearch.Candidate, in tree: ImageTree) {
        self.tree = tree
        let directory = tree.parent(of: candidate.node) ?? ImageTree.root
        prefix = tree.name(of: directory) == "bin" ? tree.parent(of: directory) ?? ImageTree.root : directory
        for needed in tree.facts(of: candidate.node)?.needed ?? [] where needed.hasPrefix("libpython") {
            // `libpython3.12.so.1.0`; `libpython3.so` is only the stable interface and tells nothing.
            let version = needed.dropFirst("libpython".count).prefix { $0 == "." || ("0"..."9").contains($0) }
            guard let minor = PythonMinor(version.last == "." ? version.dropLast() : version) else { continue }
            neededMinor = minor
            sharedLibrary = Self.library(needed, below: prefix, in: tree)
        }
        findStandardLibrary(of: candidate)
    }

    /// A shared library beside an interpreter, or in the system's directory for one architecture.
    private static func library(_ name: String, below prefix: ImageTree.Node, in tree: ImageTree) -> ImageTree.Node? {
        let isSystem = tree.path(of: prefix) == "/usr"
        for directory in ["lib", "lib64"] {
            guard let directory = tree.node(directory, in: prefix) else { continue }
            if let found = tree.node(name, in: directory) { return found }
            guard isSystem else { continue }
            for child in tree.children(of: directory) where tree.name(of: child).contains("-linux-") {
                if let found = tree.node(name, in: child) { return found }
            }
        }
        return nil
    }

    private mutating func findStandardLibrary(of candidate: InterpreterSearch.Candidate) {
        let flags = candidate.name.flags.contains("t") ? ["t"] : ["", "t"]
        if let minor = candidate.name.minor ?? neededMinor {
            for flag in flags where standardLibrary == nil { take("\(minor)\(flag)", candidate.name.implementation) }
            return
        }
        // The name tells no minor version: a single library below the prefix does.
        let found = libraryDirectories(candidate.name.implementation)
        guard found.count == 1, let name = found.first else { return }
        take(name, candidate.name.implementation)
    }

    private mutating func take(_ version: String, _ implementation: PythonInterpreter.Implementation) {
        for libraries in ["lib", "lib64"] {
            guard
                let directory = tree.node("\(libraries)/\(Self.stem(implementation))\(version)", in: prefix),
                tree.kind(of: directory) == .directory, hasLibrary(directory)
            else { continue }
            standardLibrary = directory
            libraryName = version
            return
        }
    }

    /// The versions of all standard libraries below the prefix.
    private func libraryDirectories(_ implementation: PythonInterpreter.Implementation) -> Set<String> {
        var versions: Set<String> = []
        for libraries in ["lib", "lib64"].compactMap({ tree.node($0, in: prefix) }) {
            for directory in tree.children(of: libraries) where tree.kind(of: directory) == .directory {
                guard let name = InterpreterName(tree.name(of: directory)), let minor = name.minor,
                    name.implementation == implementation, hasLibrary(directory)
                else { continue }
                versions.insert("\(minor)\(name.flags)")
            }
        }
        return versions
    }

    /// getpath's landmark.
    private func hasLibrary(_ directory: ImageTree.Node) -> Bool {
        ["os.py", "os.pyc"].contains { tree.node($0, in: directory) != nil }
    }

    static func stem(_ implementation: PythonInterpreter.Implementation) -> String {
        switch implementation {
        case .cpython: "python"
        case .pypy: "pypy"
        case .graalpy: "graalpy"
        }
    }
}
