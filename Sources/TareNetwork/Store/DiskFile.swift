internal import Synchronization

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Reading and replacing files as wholes.
enum DiskFile {
    /// A file's bytes, of at most `limit`.
    static func read(_ path: String, limit: Int) throws(StoreError) -> [UInt8] {
        let size = try regularSize(path)
        guard size <= UInt64(limit) else { throw .tooLarge(path: path, limit: limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        do {
            try FileRegion(path: path, offset: 0, size: size).forEachPiece { bytes.append(contentsOf: $0) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .cannotRead(path: path, reason: "\(error)")
        }
        return bytes
    }

    /// Bytes of a regular file; anything else is refused, since a pipe or device could hang the reader.
    static func regularSize(_ path: String) throws(StoreError) -> UInt64 {
        let status = try status(path)
        guard status.st_mode & S_IFMT == S_IFREG else {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is not a regular file"
            throw .cannotRead(path: path, reason: kind)
        }
        return UInt64(clamping: status.st_size)
    }

    static func status(_ path: String) throws(StoreError) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .cannotRead(path: path, reason: Self.reason(errno)) }
        return status
    }

    /// What changes when a file is written to or replaced.
    static func identity(_ path: String) throws(StoreError) -> String {
        let status = try status(path)
        let changed = "\(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec)"
        let modified = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(modified) \(changed)"
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Writes a file beside its place and renames it, so that nobody sees half of it.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t? = nil) throws(StoreError) {
        let pending = try PendingFile(for: path)
        do {
            if let mode { try pending.setMode(mode) }
            try bytes.withUnsafeBytes { try pending.append($0) }
            try pending.commit(as: path)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
    }

    /// Makes a folder and those above it.
    static func makeDirectory(_ path: String) throws(StoreError) {
        if isDirectory(path) { return }
        if let parent = FilePath(path).removingLastComponent().nonEmpty { try makeDirectory(parent) }
        guard mkdir(path, 0o755) != 0 else { return }
        let code = errno
        // Another process may have made it in between.
        guard code == EEXIST, isDirectory(path) else {
            throw .cannotWrite(path: path, reason: code == EEXIST ? "a file is where a folder should be" : reason(code))
        }
    }

    /// The names in a folder, sorted; none where it is not there.
    static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

extension FilePath {
    fileprivate var nonEmpty: String? { isEmpty ? nil : string }
}

/// A file that is being written under a name of its own, and gets its real name when it is complete.
///
/// Removed again unless it is committed. Two processes that write the same file each write their own; the last rename
/// wins, with equal content.
public final class PendingFile {
    let path: String
    /// The place that messages name.
    private let final: String
    private let file: Int32
    private var isCommitted = false
    private static let counter = Mutex(0)

    /// - Parameter final: the place that it is for; it is written in the same folder, or in `directory` of the same
    ///   file system.
    public init(for final: String, in directory: String? = nil) throws(StoreError) {
        let number = Self.counter.withLock { counter in
            counter += 1
            return counter
        }
        let name = FilePath(final).lastComponent?.string ?? "file"
        let folder = directory ?? FilePath(final).removingLastComponent().string
        self.final = final
        path = (folder.isEmpty ? "" : folder + "/") + ".\(name).\(getpid())-\(number).tmp"
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .cannotWrite(path: final, reason: DiskFile.reason(errno)) }
    }

    public func append(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = write(file, rest.baseAddress, rest.count)
            guard written > 0 else {
                if errno == EINTR { continue }
                throw .cannotWrite(path: final, reason: DiskFile.reason(errno))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    func setMode(_ mode: mode_t) throws(StoreError) {
        guard fchmod(file, mode) == 0 else { throw .cannotWrite(path: final, reason: DiskFile.reason(errno)) }
    }

    public func commit(as final: String) throws(StoreError) {
        guard rename(path, final) == 0 else { throw .cannotWrite(path: final, reason: DiskFile.reason(errno)) }
        isCommitted = true
    }

    deinit {
        close(file)
        if !isCommitted { unlink(path) }
    }
}
