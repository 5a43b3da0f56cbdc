/// Where the parts of a wheel go: folders below an environment's root (binary distribution format, "The .data
/// directory").
public struct InstallationScheme: Sendable, Hashable {
    /// The environment's root as the running system will name it, such as `/app/.venv`; `/` for a whole image.
    public var root: String
    /// Relative to the root, without a slash at either end; empty for the root itself.
    public var purelib: String
    public var platlib: String
    public var scripts: String
    /// Headers of a project go into a folder of its name below this one.
    public var headers: String
    public var data: String
    /// The absolute path that scripts name, such as `/app/.venv/bin/python`.
    public var interpreter: String
    /// Whether scripts find their interpreter beside themselves; needs a shell.
    public var isRelocatable: Bool
    /// CPython's minor: 12 for 3.12.
    public var minor: Int

    public init(
        root: String, purelib: String, platlib: String, scripts: String, headers: String, data: String,
        interpreter: String, minor: Int, isRelocatable: Bool = false
    ) {
        (self.root, self.purelib, self.platlib) = (root, purelib, platlib)
        (self.scripts, self.headers, self.data) = (scripts, headers, data)
        (self.interpreter, self.minor, self.isRelocatable) = (interpreter, minor, isRelocatable)
    }

    /// A virtual environment as venv and uv lay it out.
    public static func virtualEnvironment(
        root: String, minor: Int, isFreeThreaded: Bool = false, isRelocatable: Bool = false
    ) -> InstallationScheme {
        let packages = "lib/python3.\(minor)\(isFreeThreaded ? "t" : "")/site-packages"
        return InstallationScheme(
            root: root, purelib: packages, platlib: packages, scripts: "bin", headers: "include/site/python3.\(minor)",
            data: "", interpreter: root + "/bin/python", minor: minor, isRelocatable: isRelocatable)
    }

    /// One folder that is put on `PYTHONPATH`, as `--target` of pip and uv lays it out.
    public static func folder(root: String, interpreter: String, minor: Int) -> InstallationScheme {
        InstallationScheme(
            root: root, purelib: "", platlib: "", scripts: "bin", headers: "include", data: "",
            interpreter: interpreter,
            minor: minor)
    }

    /// The first line of every script of this environment.
    var shebang: String {
        guard isRelocatable else { return ScriptLauncher.shebang(interpreter: interpreter) }
        let folder = InstalledPath.join(root, scripts)
        return ScriptLauncher.shebang(
            interpreter: InstalledPath.relative(interpreter, to: folder), isRelocatable: true)
    }
}

/// Paths by their text alone.
enum InstalledPath {
    /// Joins with one slash; an empty folder adds none.
    static func join(_ folder: String, _ name: String) -> String {
        if folder.isEmpty { return name }
        if name.isEmpty { return folder }
        return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
    }

    /// How a file is named from a folder, both of one root: `../../../bin/ruff`.
    static func relative(_ path: String, to folder: String) -> String {
        let (path, folder) = (path.split(separator: "/"), folder.split(separator: "/"))
        let common = zip(path, folder).prefix { $0 == $1 }.count
        let steps = Array(repeating: Substring(".."), count: folder.count - common) + path[common...]
        return steps.joined(separator: "/")
    }
}
