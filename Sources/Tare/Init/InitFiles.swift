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
        let before = try waiting.map { try Self.content($0.path, in: project) }
        let pending = try waiting.map { file in
            try naming(file) { path in
                let pending = try PendingFile(for: path)
                try Array(file.content.utf8).withUnsafeBytes { try pending.append($0) }
                return pending
            }
        }
        for (number, file) in waiting.enumerated() {
            do { try naming(file) { try pending[number].commit(as: $0) } } catch {
                for (file, content) in zip(waiting, before).prefix(number) {
                    let path = project + "/" + file.path
                    if let content { try? DiskFolder.rewrite(path, with: content) } else { unlink(path) }
                }
                throw error
            }
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

    /// What cannot be written is named as the user knows it.
    private func naming<Result>(_ file: InitResult.File, _ body: (String) throws -> Result) throws -> Result {
        let path = project + "/" + file.path
        do { return try body(path) } catch StoreError.cannotWrite(_, let reason) {
            throw InitError.cannotWrite(path: path, reason: reason)
        }
    }
}
