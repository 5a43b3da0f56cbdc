#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The folder of one run: the image's files, and what the sandbox needs beside them. Removed with the value; one whose
/// process was killed is removed by the next run.
final class RunFolder: Sendable {
    /// Only the service's user may enter it.
    let path: String
    private let parent: String
    private let name: String
    private let lock: Int32

    private static let prefix = "tare-run-"

    /// The image's `/`.
    var root: String { path + "/root" }
    /// Where the sandbox mounts memory for what may be written to.
    var shared: String { path + "/shared" }
    var hosts: String { path + "/hosts" }
    /// What system calls the sandbox refuses; nil where this processor has no table of them.
    let filter: String?
    var request: String { path + "/request.json" }

    init(in temporary: String?, for owner: FileOwnership.Owner?) throws(SandboxError) {
        let parent = temporary ?? "/var/tmp"
        self.parent = parent
        Self.removeAbandoned(in: parent)
        name = "\(Self.prefix)\(getpid())-\(UInt64.random(in: 0...(.max)))"
        path = parent + "/" + name
        filter = SystemCallFilter.own == nil ? nil : path + "/filter"
        lock = try Self.lock(path + ".lock")
        guard mkdir(path, 0o700) == 0 else { throw Self.failure(path) }
        for folder in [root, shared] {
            guard mkdir(folder, 0o755) == 0 else { throw Self.failure(folder) }
        }
        try write(
            Array("127.0.0.1 localhost tare\n::1 localhost ip6-localhost ip6-loopback\n".utf8), to: hosts, for: nil)
        if let table = SystemCallFilter.own, let filter {
            try write(SystemCallFilter.program(table), to: filter, for: nil)
        }
        guard let owner else { return }
        guard chown(path, owner.userID, owner.groupID) == 0 else { throw Self.failure(path) }
    }

    deinit {
        FolderRemoval.remove(name, in: parent)
        unlink(path + ".lock")
        close(lock)
    }

    /// Writes a small file that only its owner reads.
    func write(_ bytes: [UInt8], to file: String, for owner: FileOwnership.Owner?) throws(SandboxError) {
        let opened = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owner == nil ? 0o644 : 0o600)
        guard opened >= 0 else { throw Self.failure(file) }
        defer { close(opened) }
        let isWritten = bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let written = Self.write(opened, rest)
                guard written > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            return true
        }
        guard isWritten else { throw Self.failure(file) }
        if let owner, fchown(opened, owner.userID, owner.groupID) != 0 { throw Self.failure(file) }
    }

    private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes.baseAddress, bytes.count)
        #else
            Musl.write(file, bytes.baseAddress, bytes.count)
        #endif
    }

    /// Refuses where the disk has not so many bytes left.
    func require(free needed: UInt64) throws(SandboxError) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return }
        let free = UInt64(status.f_bavail) &* UInt64(status.f_frsize)
        guard free >= needed else { throw .noSpace(path: parent, needed: needed, free: free) }
    }

    /// Makes a lock file and holds it as long as the run lives.
    private static func lock(_ path: String) throws(SandboxError) -> Int32 {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        var (own, there) = (stat(), stat())
        // One who looks for abandoned runs may have come between.
        guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &own) == 0, lstat(path, &there) == 0,
            own.st_ino == there.st_ino
        else {
            close(file)
            throw .cannotWrite(path: path, reason: "it was removed while it was made")
        }
        return file
    }

    /// Removes this user's runs that nobody holds any more.
    private static func removeAbandoned(in parent: String) {
        guard let stream = opendir(parent) else { return }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(prefix), name.hasSuffix(".lock") { names.append(name) }
        }
        for name in names {
            let path = parent + "/" + name
            let file = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            var status = stat()
            guard fstat(file, &status) == 0, status.st_uid == geteuid(), flock(file, LOCK_EX | LOCK_NB) == 0 else {
                continue
            }
            FolderRemoval.remove(String(name.dropLast(5)), in: parent)
            unlink(path)
        }
    }

    private static func failure(_ path: String) -> SandboxError {
        .cannotWrite(path: path, reason: OpenFolder.reason(errno))
    }
}
