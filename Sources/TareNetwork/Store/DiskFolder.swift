#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Reading a folder on disk: names, kinds, and files as wholes.
public enum DiskFolder {
    public enum Kind: Hashable, Sendable {
        case folder
        case file(isExecutable: Bool)
        /// A link, a device, or nothing.
        case other
    }

    public static func isFolder(_ path: String) -> Bool { DiskFile.isDirectory(path) }

    /// The names in a folder, sorted.
    public static func names(in path: String) -> [String] { DiskFile.names(in: path) }

    /// What a path is, a link not followed.
    public static func kind(_ path: String) -> Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .other }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG: return .file(isExecutable: status.st_mode & 0o111 != 0)
        default: return .other
        }
    }

    /// A regular file's bytes, of at most `limit`.
    public static func read(_ path: String, limit: Int) throws(StoreError) -> [UInt8] {
        try DiskFile.read(path, limit: limit)
    }

    /// When a file was last written, in seconds since 1970; `nil` where there is none.
    public static func modified(_ path: String) -> Int64? {
        (try? DiskFile.status(path)).map { Int64($0.st_mtim.tv_sec) }
    }

    /// Gives a file other bytes: at once, and with the permissions that it had. A link stays, what it leads to changes.
    public static func rewrite(_ path: String, with bytes: [UInt8]) throws(StoreError) {
        guard let resolved = realpath(path, nil) else {
            throw .cannotWrite(path: path, reason: DiskFile.reason(errno))
        }
        defer { free(resolved) }
        let target = String(cString: resolved)
        let mode = try DiskFile.status(target).st_mode & 0o7777
        try DiskFile.replace(target, with: bytes, mode: mode)
    }

    /// Makes a folder and those above it.
    public static func make(_ path: String) throws(StoreError) { try DiskFile.makeDirectory(path) }
}
