internal import TareInventory
internal import TareOCI

/// The Python that a command runs: which interpreter, in which environment, and where it looks for modules.
struct PythonRuntime {
    let invocation: PythonInvocation
    /// The interpreter, links resolved; `nil` where the image has none there.
    let interpreter: PythonInterpreter?
    /// The folder with `pyvenv.cfg` that the executable belongs to (site.py: beside it, or one folder above).
    let environmentRoot: String?
    let environment: VirtualEnvironment?
    /// `sys.path`, in order.
    let modulePath: ModulePath

    var minor: PythonMinor? { interpreter?.minor }

    init(_ invocation: PythonInvocation, in boot: Boot) {
        self.invocation = invocation
        let tree = boot.tree
        let inventory = boot.inventory
        let root = Self.environmentRoot(of: invocation.executable, in: boot)
        environmentRoot = root
        environment = root.flatMap { root in inventory.virtualEnvironments.first { $0.path == root } }
        let path = tree.path(of: invocation.node)
        var found = inventory.interpreters.first { $0.path == path || $0.aliases.contains(path) }
        if found == nil, let base = environment?.interpreter {
            // A copied executable runs on the library of the one that it was copied from.
            found = inventory.interpreters.first { $0.path == base || $0.aliases.contains(base) }
        }
        interpreter = found
        modulePath = ModulePath(
            invocation, interpreter: found, environmentRoot: root, environment: environment, in: boot)
    }

    private static func environmentRoot(of executable: String, in boot: Boot) -> String? {
        let folder = PathLookup.parent(of: executable)
        for candidate in [folder, PathLookup.parent(of: folder)] {
            let lookup = boot.lookup(PathLookup.joined(candidate, "pyvenv.cfg"))
            guard let node = lookup.node, boot.tree.kind(of: node) == .regular,
                let directory = boot.tree.parent(of: node)
            else { continue }
            return boot.tree.path(of: directory)
        }
        return nil
    }
}
