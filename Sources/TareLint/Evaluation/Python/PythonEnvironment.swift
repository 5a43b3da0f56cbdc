import TareDockerfile

/// A place that distributions are installed into: a virtual environment, an interpreter's own folders, a folder for
/// `--target`.
final class PythonEnvironment {
    enum Kind { case system, virtual, prefix, target }

    let kind: Kind
    /// `/app/.venv`, `/usr/local`, the folder.
    let prefix: String
    /// The interpreter that it stands on, links followed; nil is not known.
    let interpreter: String?
    /// `12` of 3.12.
    let minor: Int?
    let libc: BaseImageFacts.Libc?
    /// Whether uv has put the interpreter there.
    let isManaged: Bool
    /// Whether `bin/python` names the minor's own file, as uv's links do, or `python`, as `venv`'s do.
    let linksToMinor: Bool
    /// Whether what it installs may be of another platform than the build's target.
    let platform: String?

    init(
        _ kind: Kind, _ prefix: String, interpreter: String?, minor: Int?, libc: BaseImageFacts.Libc?,
        isManaged: Bool = false, linksToMinor: Bool = false, platform: String? = nil
    ) {
        (self.kind, self.prefix, self.interpreter, self.minor) = (kind, prefix, interpreter, minor)
        (self.libc, self.isManaged, self.linksToMinor, self.platform) = (libc, isManaged, linksToMinor, platform)
    }

    /// Where programs are put.
    var programs: String { kind == .target ? prefix + "/bin" : prefix.below("bin") }

    /// Where modules are put; nil if the minor is not known.
    var modules: String? {
        if kind == .target { return prefix }
        return minor.map { prefix.below("lib/python3.\($0)/site-packages") }
    }

    /// Whether a path is that of its modules, or below, whatever the minor.
    func hasModules(_ path: String) -> Bool {
        if kind == .target { return path.isAtOrBelow(prefix) }
        guard path.isBelow(prefix) else { return false }
        let rest = path.dropFirst(prefix == "/" ? 1 : prefix.count + 1)
        guard rest.hasPrefix("lib/python3") else { return false }
        return minor.map { rest.hasPrefix("lib/python3.\($0)/") || rest == "lib/python3.\($0)" } ?? true
    }
}

/// What one command installs.
struct Installation {
    let environment: PythonEnvironment
    /// Normalised names that are known.
    var names: Set<String> = []
    var programs: Set<String> = []
    /// Whether there is a compiled one among them.
    var isCompiled = false
    /// Whether there are others.
    var isOpen = false
    /// Whether a project's own package may be among them.
    var mayHaveProject = false
    /// Whether requirements come from a file or a project: what an application needs, not a tool for the build.
    var isApplication = false
}

extension String {
    /// Whether it lies below a folder.
    func isBelow(_ folder: String) -> Bool {
        if folder == "/" { return utf8.count > 1 }
        let (bytes, prefix) = (utf8, folder.utf8)
        guard bytes.count > prefix.count, bytes.starts(with: prefix) else { return false }
        return bytes[bytes.index(bytes.startIndex, offsetBy: prefix.count)] == 0x2F
    }

    func isAtOrBelow(_ folder: String) -> Bool { self == folder || isBelow(folder) }

    /// A path below this one.
    func below(_ rest: some StringProtocol) -> String {
        if rest.isEmpty { return self }
        return self == "/" ? "/" + rest : self + "/" + rest
    }

    /// What follows a folder that it lies at or below.
    func rest(behind folder: String) -> Substring {
        if self == folder { return "" }
        return folder == "/" ? dropFirst() : self[utf8.index(utf8.startIndex, offsetBy: folder.utf8.count + 1)...]
    }

    /// The folder that it lies in.
    var parentPath: String {
        guard let slash = utf8.lastIndex(of: 0x2F), slash != utf8.startIndex else { return "/" }
        return String(self[..<slash])
    }

    /// The name behind the last slash.
    var lastName: String {
        guard let slash = utf8.lastIndex(of: 0x2F) else { return self }
        return String(self[utf8.index(after: slash)...])
    }

    /// Of an absolute path: without `.`, `..` and doubled slashes, and where a merged `/usr` has it.
    var canonicalPath: String {
        let path = isCleanPath ? self : CleanPath.clean(self)
        for folder in ["/bin", "/sbin", "/lib"] where path.isAtOrBelow(folder) { return "/usr" + path }
        return path
    }

    private var isCleanPath: Bool {
        var previous: UInt8 = 0
        for byte in utf8 {
            if previous == 0x2F, byte == 0x2F || byte == 0x2E { return false }
            previous = byte
        }
        return previous != 0x2F || utf8.count == 1
    }
}
