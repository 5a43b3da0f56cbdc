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
        let (length, folderLength) = (utf8.count, folder.utf8.count)
        guard length > folderLength else { return false }
        return withBytes { bytes in
            folder.withBytes { folder in
                if folderLength == 1, folder[0] == 0x2F { return true }
                return bytes[folderLength] == 0x2F && bytes.prefix(folderLength).elementsEqual(folder)
            }
        }
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
        withBytes { bytes in
            guard let slash = bytes.lastIndex(of: 0x2F), slash > 0 else { return "/" }
            return String(decoding: bytes[..<slash], as: UTF8.self)
        }
    }

    /// The name behind the last slash.
    var lastName: String {
        let slash = withBytes { $0.lastIndex(of: 0x2F) }
        guard let slash else { return self }
        return withBytes { String(decoding: $0[(slash + 1)...], as: UTF8.self) }
    }

    /// Of an absolute path: without `.`, `..` and doubled slashes, and where a merged `/usr` has it.
    var canonicalPath: String {
        let path = CleanPath.clean(self)
        let isMerged = path.withBytes { bytes in
            guard bytes.count > 3 else { return false }
            switch bytes[1] {
            case 0x62: return bytes.isFolder("/bin")
            case 0x6C: return bytes.isFolder("/lib")
            case 0x73: return bytes.isFolder("/sbin")
            default: return false
            }
        }
        return isMerged ? "/usr" + path : path
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a path is a folder's, or one below it.
    fileprivate func isFolder(_ folder: StaticString) -> Bool {
        let length = folder.utf8CodeUnitCount
        return has(folder, at: 0) && (count == length || self[length] == 0x2F)
    }
}
