public import TareOCI

/// The virtual environment that a service runs in: its interpreter's links and `pyvenv.cfg` (PEP 405), before packages.
///
/// Laid out as uv lays it out, without scripts that activate it in a shell: nobody logs in to a service's image.
public struct EnvironmentPlan: Sendable, Hashable {
    /// Absolute: `/app/.venv`.
    public var root: String
    /// The interpreter that it is of, links resolved: `/usr/local/bin/python3.12`.
    public var interpreter: String
    /// Of 3.12: 12.
    public var minor: Int
    /// The interpreter's full version.
    public var version: String
    public var isFreeThreaded: Bool

    public init(
        root: String = "/app/.venv", interpreter: String, minor: Int, version: String, isFreeThreaded: Bool = false
    ) {
        (self.root, self.interpreter, self.minor) = (root, interpreter, minor)
        (self.version, self.isFreeThreaded) = (version, isFreeThreaded)
    }

    public var python: String { root + "/bin/python" }

    /// `lib/python3.12/site-packages` below the root.
    var packages: String { "lib/python3.\(minor)\(isFreeThreaded ? "t" : "")/site-packages" }

    /// Adds the environment's own entries to a layer.
    public func write(to layer: inout LayerPlan) throws(LayerPlan.Collision) {
        let folder = String(root.drop { $0 == "/" })
        try layer.link(folder + "/bin/python", to: interpreter)
        try layer.link(folder + "/bin/python3", to: "python")
        try layer.link(folder + "/bin/python3.\(minor)", to: "python")
        try layer.link(folder + "/lib64", to: "lib")
        try layer.makeDirectory(folder + "/" + packages)
        try layer.add(folder + "/pyvenv.cfg", Array(configuration.utf8))
    }

    /// What the interpreter reads to find its own library.
    private var configuration: String {
        let home = interpreter.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(interpreter[..<$0]) } ?? "/"
        return """
            home = \(home.isEmpty ? "/" : home)
            implementation = CPython
            version_info = \(version)
            include-system-site-packages = false

            """
    }
}
