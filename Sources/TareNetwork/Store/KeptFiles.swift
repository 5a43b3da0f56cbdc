#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The files below a folder of the cache, to count and to prune.
struct KeptFiles {
    struct File {
        var path: String
        var bytes: UInt64
        /// When it was last read or written, in seconds since 1970, as exactly as the file system keeps it.
        var used: Int64
    }

    private(set) var files: [File] = []

    /// Files of a folder and of the folders in it, links not followed.
    init(below directory: String, depth: Int = 4) {
        for name in DiskFile.names(in: directory) {
            let path = directory + "/" + name
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                let used = max(status.st_atim.tv_sec, status.st_mtim.tv_sec)
                files.append(File(path: path, bytes: UInt64(clamping: status.st_size), used: Int64(used)))
            case S_IFDIR where depth > 0: files += KeptFiles(below: path, depth: depth - 1).files
            default: break
            }
        }
    }

    var bytes: UInt64 { files.reduce(0) { $0 &+ $1.bytes } }
}

extension DiskFile {
    /// Removes a file; whether there was one.
    @discardableResult
    static func remove(_ path: String) -> Bool { unlink(path) == 0 }
}
