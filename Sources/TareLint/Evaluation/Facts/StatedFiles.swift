/// The files of a family of images, as far as they are the same in all of it.
struct StatedFiles: ImageFiles {
    /// Programs of `/usr/bin` and `/usr/sbin`, and such as are surely not there.
    var present: NameSet = .none
    var absent: NameSet = .none
    /// Whether there are no programs besides `present`.
    var isComplete = false
    /// Programs of `/usr/local/bin` besides Python's.
    var local: NameSet = .none
    var python: StatedPython?
    /// Names in `/`.
    var roots = debianRoots
    var rootFiles: NameSet = .none
    /// Names in `/home`.
    var homes: NameSet = .none
    /// Folders of which nothing is known.
    var unsure: [String] = []
    /// Whether libraries that packages bring may be there.
    var mayHaveLibraries = false
    /// Whether there is a shell in `/busybox`.
    var isDebug = false

    static let debianRoots: NameSet = [
        "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "media", "mnt", "opt", "proc", "root",
        "run", "sbin", "srv", "sys", "tmp", "usr", "var",
    ]

    func names(in directory: String) -> [String]? { nil }

    func file(at path: String) -> FileAnswer {
        if roots === Self.debianRoots, unsure.isEmpty, let name = path.programName {
            return name.isLocal ? local(name.text) : program(name.text)
        }
        guard let top = path.topName else { return .found(.init(.directory)) }
        guard roots.contains(top) else { return .absent }
        let parts = path.utf8.split(separator: 0x2F).map { String(Substring($0)) }
        guard let first = parts.first, let name = parts.last else { return .found(.init(.directory)) }
        if rootFiles.contains(first) { return parts.count == 1 ? .found(.init(.file, mode: 0o755)) : .absent }
        guard parts.count > 1 else {
            return .found(.init(.directory, mode: first == "tmp" ? 0o1777 : 0o755, uid: 0, gid: 0))
        }
        if unsure.contains("/" + first) { return .unknown }
        switch first {
        case "opt", "srv", "mnt", "media", "tmp", "boot": return .absent
        case "home": return homes.contains(parts[1]) ? .unknown : .absent
        case "root": return parts[1].hasPrefix(".") && !Self.homeFolders.contains(parts[1]) ? .unknown : .absent
        case "busybox": return .unknown
        case "bin", "sbin": return parts.count == 2 ? program(name) : .absent
        case "usr" where parts.count > 2: return usr(parts)
        case "lib", "lib64": return library(name)
        default: return .unknown
        }
    }

    private static let homeFolders: NameSet = [".local", ".cargo", ".venv", ".venvs", ".poetry", ".uv"]

    private func usr(_ parts: [String]) -> FileAnswer {
        switch parts[1] {
        case "bin", "sbin": return parts.count == 3 ? program(parts[2]) : .absent
        case "src", "games": return .absent
        case "lib": return library(parts[parts.count - 1])
        case "local": return parts.count > 3 ? local(Array(parts[2...])) : isTop(parts[2])
        default: return .unknown
        }
    }

    private func isTop(_ name: String) -> FileAnswer {
        ["bin", "etc", "games", "include", "lib", "man", "sbin", "share", "src"].contains(name)
            ? .found(.init(.directory, mode: 0o755, uid: 0)) : .absent
    }

    private func program(_ name: String) -> FileAnswer {
        if let python, python.prefix == "/usr" {
            if name == "python" || name == "python3" { return .found(.init(.file, mode: 0o755)) }
            if let minor = StatedPython.minor(name) { return python.has(minor) }
        }
        if present.contains(name) { return .found(.init(.file, mode: 0o755)) }
        if isDebug, name == "sh" { return .unknown }
        if isComplete { return StatedTools.libcPrograms.contains(name) ? .unknown : .absent }
        if absent.contains(name) || StatedTools.fromIndex.contains(name) || StatedPython.isPython(name) {
            return mayHaveLibraries && StatedPython.isPython(name) ? .unknown : .absent
        }
        return .unknown
    }

    private func library(_ name: String) -> FileAnswer {
        guard !mayHaveLibraries, SystemLibraries.isPackaged(name) else { return .unknown }
        return .absent
    }

    /// A program of `/usr/local/bin`.
    private func local(_ name: String) -> FileAnswer {
        if local.contains(name) { return .found(.init(.file, mode: 0o755)) }
        guard let python, python.prefix == "/usr/local" else { return .absent }
        return python.program(name)
    }

    private func local(_ parts: [String]) -> FileAnswer {
        switch parts[0] {
        case "bin" where parts.count == 2: return local(parts[1])
        case "bin": return .absent
        case "sbin":
            return parts.count == 2 && local.contains(parts[1]) ? .found(.init(.file, mode: 0o755)) : .absent
        case "lib":
            guard let python, python.prefix == "/usr/local" else { return .absent }
            guard let minor = StatedPython.minor(parts[1]) else {
                return parts[1].hasPrefix("libpython") || parts[1] == "pkgconfig" ? .unknown : .absent
            }
            let answer = python.has(minor)
            guard case .found = answer else { return answer }
            if parts.count == 2 || parts.count == 3 && parts[2] == "site-packages" {
                return .found(.init(.directory, mode: 0o755, uid: 0))
            }
            guard parts[2] == "site-packages" else { return .unknown }
            return StatedPython.seeds.contains { parts[3].hasPrefix($0) } ? .unknown : .absent
        case "src", "games", "etc": return .absent
        default: return .unknown
        }
    }
}

/// The interpreter that a family brings.
struct StatedPython: Sendable {
    var prefix: String
    /// One of these; nil is any.
    var minors: [Int]?

    /// What stands in `site-packages` of the official images.
    static let seeds = [
        "pip", "setuptools", "wheel", "_distutils_hack", "distutils-precedence", "pkg_resources", "README",
        "__pycache__",
    ]

    /// `12` of `python3.12`.
    static func minor(_ name: some StringProtocol) -> Int? {
        name.hasPrefix("python3.") ? Int(name.dropFirst(8)) : nil
    }

    /// `12` of `3.12`, `3.12.4`, `3.12rc1`, which stands at a byte of a text.
    static func minor(version text: some StringProtocol, at start: Int = 0) -> Int? {
        let digits = text.withBytes { bytes -> String? in
            guard bytes.has("3.", at: start) else { return nil }
            return String(decoding: bytes[(start + 2)...].prefix { $0 &- 0x30 < 10 }, as: UTF8.self)
        }
        return digits.flatMap { Int($0) }
    }

    static func isPython(_ name: String) -> Bool {
        name == "python" || name == "python3" || minor(name) != nil || name == "pip" || name == "pip3"
    }

    func has(_ minor: Int) -> FileAnswer {
        guard let minors else { return .unknown }
        guard minors.contains(minor) else { return .absent }
        return minors.count == 1 ? .found(.init(.directory, mode: 0o755, uid: 0)) : .unknown
    }

    /// A program in `bin`.
    func program(_ name: String) -> FileAnswer {
        switch name {
        case "python", "python3", "pip", "pip3": return .found(.init(.file, mode: 0o755))
        case "idle", "idle3", "pydoc", "pydoc3", "wheel", "2to3", "python-config", "python3-config": return .unknown
        default: break
        }
        guard let minor = Self.minor(name) else { return name.hasPrefix("pip3.") ? .unknown : digits(name) }
        if case .found = has(minor) { return .found(.init(.file, mode: 0o755)) }
        return has(minor)
    }

    private func digits(_ name: String) -> FileAnswer {
        name.hasPrefix("2to3") || name.hasPrefix("idle") || name.hasPrefix("pydoc") || name.hasPrefix("python")
            ? .unknown : .absent
    }
}

extension String {
    /// The name of a path in a folder of programs, where most look-ups go.
    fileprivate var programName: (text: String, isLocal: Bool)? {
        withBytes { bytes in
            let start: Int
            if bytes.has("/usr/local/bin/", at: 0) {
                start = 15
            } else if bytes.has("/usr/bin/", at: 0) {
                start = 9
            } else if bytes.has("/usr/sbin/", at: 0) {
                start = 10
            } else {
                return nil
            }
            let name = bytes[start...]
            guard !name.isEmpty, !name.contains(0x2F) else { return nil }
            return (String(decoding: name, as: UTF8.self), start == 15)
        }
    }

    /// The first name of a path; nil of `/`.
    fileprivate var topName: String? {
        withBytes { bytes in
            let name = bytes.drop { $0 == 0x2F }.prefix { $0 != 0x2F }
            return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
        }
    }
}
