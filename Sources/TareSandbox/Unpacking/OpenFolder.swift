#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// An open folder. Names in it are single components: links are neither followed nor passed through.
final class OpenFolder: Sendable {
    let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Opens a folder of this machine by its path.
    init(path: String) throws(SandboxError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: Self.reason(errno)) }
    }

    func folder(_ name: some Sequence<UInt8>) throws(SandboxError) -> OpenFolder {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let opened = withName(name) { openat(descriptor, $0, flags) }
        guard opened >= 0 else { throw failure(name) }
        return OpenFolder(descriptor: opened)
    }

    /// Makes a folder; one that is there already is taken as it is, a link is not.
    func makeFolder(_ name: some Sequence<UInt8>) throws(SandboxError) -> OpenFolder {
        let made = withName(name) { mkdirat(descriptor, $0, 0o700) }
        guard made == 0 || errno == EEXIST else { throw failure(name) }
        return try folder(name)
    }

    /// Whether there is anything of this name, a link not followed.
    func has(_ name: some Sequence<UInt8>) -> Bool {
        var status = stat()
        return withName(name) { fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0
    }

    /// Removes a file or link, if it is one.
    func removeFile(_ name: some Sequence<UInt8>) { _ = withName(name) { unlinkat(descriptor, $0, 0) } }

    /// Makes a file that was not there, open for writing.
    func makeFile(_ name: some Sequence<UInt8>) throws(SandboxError) -> OpenFile {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let opened = withName(name) { openat(descriptor, $0, flags, 0o600) }
        guard opened >= 0 else { throw failure(name) }
        return OpenFile(descriptor: opened)
    }

    func makeLink(_ name: some Sequence<UInt8>, to target: some Sequence<UInt8>, _ owner: FileOwnership.Owner?)
        throws(SandboxError)
    {
        let made = withName(target) { target in withName(name) { symlinkat(target, descriptor, $0) } }
        guard made == 0 else { throw failure(name) }
        guard let owner else { return }
        let given = withName(name) {
            fchownat(descriptor, $0, owner.userID, owner.groupID, AT_SYMLINK_NOFOLLOW)
        }
        guard given == 0 else { throw failure(name) }
    }

    func makePipe(_ name: some Sequence<UInt8>, mode: UInt16, _ owner: FileOwnership.Owner?) throws(SandboxError) {
        let made = withName(name) { mkfifoat(descriptor, $0, 0o600) }
        guard made == 0, withName(name, { fchmodat(descriptor, $0, mode_t(mode & 0o777), 0) }) == 0 else {
            throw failure(name)
        }
        guard let owner else { return }
        let given = withName(name) {
            fchownat(descriptor, $0, owner.userID, owner.groupID, AT_SYMLINK_NOFOLLOW)
        }
        guard given == 0 else { throw failure(name) }
    }

    /// Gives a file of `other` a second name here.
    func makeHardLink(_ name: some Sequence<UInt8>, to target: some Sequence<UInt8>, in other: OpenFolder)
        throws(SandboxError)
    {
        let made = withName(target) { target in
            withName(name) { linkat(other.descriptor, target, descriptor, $0, 0) }
        }
        guard made == 0 else { throw failure(name) }
    }

    /// Sets the folder's own owner and permissions.
    func set(mode: UInt16, _ owner: FileOwnership.Owner?) throws(SandboxError) {
        if let owner, fchown(descriptor, owner.userID, owner.groupID) != 0 {
            throw .cannotWrite(path: "/", reason: Self.reason(errno))
        }
        guard fchmod(descriptor, mode_t(mode)) == 0 else {
            throw .cannotWrite(path: "/", reason: Self.reason(errno))
        }
    }

    private func failure(_ name: some Sequence<UInt8>) -> SandboxError {
        let reason = Self.reason(errno)
        return .cannotWrite(path: String(decoding: Array(name), as: UTF8.self), reason: reason)
    }

    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// Calls `body` with a name as C has it.
func withName<Result>(_ name: some Sequence<UInt8>, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var characters = name.map { CChar(bitPattern: $0) }
    characters.append(0)
    return characters.withUnsafeBufferPointer { buffer in
        // The buffer has the NUL at least.
        buffer.baseAddress.map(body) ?? body([0])
    }
}

/// A file that is being written.
final class OpenFile: Sendable {
    private let descriptor: Int32

    fileprivate init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    func append(_ bytes: UnsafeRawBufferPointer) throws(SandboxError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = write(descriptor, rest.baseAddress, rest.count)
            guard written > 0 else {
                if errno == EINTR { continue }
                throw .cannotWrite(path: "file", reason: OpenFolder.reason(errno))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Makes the file as long as this without writing.
    func extend(to size: UInt64) throws(SandboxError) {
        guard let size = off_t(exactly: size), ftruncate(descriptor, size) == 0 else {
            throw .cannotWrite(path: "file", reason: OpenFolder.reason(errno))
        }
    }

    /// Sets owner, permissions and time, without which Python would compile all modules anew.
    func set(mode: UInt16, modified: Int64, _ owner: FileOwnership.Owner?) throws(SandboxError) {
        if let owner, fchown(descriptor, owner.userID, owner.groupID) != 0 {
            throw .cannotWrite(path: "file", reason: OpenFolder.reason(errno))
        }
        // A time that the file system does not take is left.
        let time = timespec(tv_sec: time_t(modified), tv_nsec: 0)
        _ = [time, time].withUnsafeBufferPointer { futimens(descriptor, $0.baseAddress) }
        guard fchmod(descriptor, mode_t(mode)) == 0 else {
            throw .cannotWrite(path: "file", reason: OpenFolder.reason(errno))
        }
    }
}
