internal import TareInventory

/// A virtual environment that lies elsewhere than where it was made, as a first line of its scripts shows.
struct EnvironmentMove {
    var madeAt: String
    var isAt: String

    var fix: String {
        "copy the environment to the path where it was made (COPY --from=build \(madeAt) \(madeAt)), "
            + "or run the module itself: [\"\(isAt)/bin/python\", \"-m\", …]"
    }

    /// `nil` where the script lies in no environment, or its interpreter is the environment's own.
    init?(of script: String, _ interpreter: String, in inventory: ImageInventory) {
        let folder = PathLookup.parent(of: script)
        guard folder.hasSuffix("/bin"), interpreter.hasPrefix("/") else { return nil }
        let root = PathLookup.parent(of: folder)
        let interpreters = PathLookup.parent(of: interpreter)
        guard inventory.virtualEnvironments.contains(where: { $0.path == root }), interpreters != folder,
            interpreters.hasSuffix("/bin"), PathLookup.name(of: interpreter).hasPrefix("python")
        else { return nil }
        let home = PathLookup.parent(of: interpreters)
        // Interpreters of the system are no environments.
        guard !["/usr", "/usr/local", "/"].contains(home) else { return nil }
        madeAt = home
        isAt = root
    }
}
