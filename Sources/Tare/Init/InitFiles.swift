internal import FoundationEssentials
internal import TareLint
internal import TareNetwork
internal import TareReport

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A project's files as they would be, held against those on disk, and written all or none.
struct InitFiles {
    struct Planned {
        /// Relative to the project.
        var path: String
        var content: String
    }

    let project: String
    let planned: [Planned]

    private static let limit = 4 << 20

    /// The bytes of a file of the project; `nil` where there is none.
    static func content(_ path: String, in project: String) throws -> [UInt8]? {
        let full = project + "/" + path
        switch DiskFolder.kind(full) {
        case .file: return try DiskFolder.read(full, limit: limit)
        case .folder: throw InitError.notAFile(path: full)
        case .other:
            var status = stat()
            guard lstat(full, &status) == 0 else { return nil }
            throw InitError.notAFile(path: full)
        }
    }

    /// What would become of each file.
    func compared() throws -> [InitResult.File] {
        try planned.map { file in
            let bytes = Array(file.content.utf8)
            let present = try Self.content(file.path, in: project)
            guard present != bytes else { return .init(path: file.path, status: .unchanged, content: file.content) }
            return .init(
                path: file.path, status: present == nil ? .missing : .differs, content: file.content,
                diff: UnifiedDiff.text(present ?? [], bytes, path: file.path))
        }
    }

    /// Writes what is not there as it should be.
    ///
    /// Every file is complete beside its place before the first one gets its name; should a later one fail, those before
    /// it are put back.
    func write(_ compared: [InitResult.File]) throws -> [InitResult.File] {
        let waiting = compared.filter { $0.status != .unchanged }
        var temporary: [String] = []
        defer { for path in temporary { unlink(path) } }
        var before: [[UInt8]?] = []
        for file in waiting {
            before.append(try Self.content(file.path, in: project))
            let path = project + "/.\(file.path).tare-\(getpid())"
            temporary.append(path)
            try Self.write(Array(file.content.utf8), to: path)
        }
        for (number, file) in waiting.enumerated() {
            let path = project + "/" + file.path
            guard rename(temporary[number], path) != 0 else { continue }
            let reason = String(cString: strerror(errno))
            for (file, content) in zip(waiting, before).prefix(number) {
                let path = project + "/" + file.path
                if let content { try? Self.replace(path, content) } else { unlink(path) }
            }
            throw InitError.cannotWrite(path: path, reason: reason)
        }
        return compared.map { file in
            var file = file
            switch file.status {
            case .missing: file.status = .written
            case .differs: file.status = .replaced
            default: break
            }
            file.diff = ""
            return file
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { throw InitError.cannotWrite(path: path, reason: String(cString: strerror(errno))) }
        var rest = bytes[...]
        var failure: Int32?
        while !rest.isEmpty, failure == nil {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { failure = errno }
        }
        if close(file) != 0 { failure = failure ?? errno }
        guard let failure else { return }
        throw InitError.cannotWrite(path: path, reason: String(cString: strerror(failure)))
    }

    private static func replace(_ path: String, _ bytes: [UInt8]) throws {
        let beside = path + ".tare-\(getpid())"
        try write(bytes, to: beside)
        if rename(beside, path) != 0 { unlink(beside) }
    }
}
