internal import FoundationEssentials
internal import Synchronization
internal import TareNetwork
public import TareOCI
public import TarePython
internal import TareSelection

/// A Python project as it lies on disk: its lock, what it says of itself, and the files that go into an image.
public struct ProjectFolder: Sendable {
    public var path: String
    public var project: PythonProject?
    public var lock: Lock
    public var lockFile: String
    /// Of the lock's bytes.
    public var lockDigest: Digest
    /// The lock's file and those that it includes, in the order in which they were read.
    public var lockParts: [String]
    /// How it starts, where that was found.
    public var application: PythonApplication?
    var files: [ServicePlan.ApplicationFile]

    private static let maximumMetadata = 64 << 20

    /// Reads a project's folder. Links are not followed.
    public init(_ path: String) throws {
        self.path = path
        guard DiskFolder.isFolder(path) else { throw ProjectError.notAFolder(path) }
        let names = DiskFolder.names(in: path)
        func bytes(_ name: String) throws -> [UInt8] {
            try DiskFolder.read(path + "/" + name, limit: Self.maximumMetadata)
        }
        if names.contains("pyproject.toml") {
            project = try PythonProject(try bytes("pyproject.toml"), file: "pyproject.toml")
        }
        let found = LockFormat.all.lazy.compactMap { format in names.first { LockFormat.of(fileNamed: $0) == format } }
        guard let lockFile = found.first else { throw ProjectError.noLock(path) }
        self.lockFile = lockFile
        let root = path
        let lockBytes = try bytes(lockFile)
        lockDigest = Digest(sha256Of: lockBytes)
        let parts = LockParts(lockFile)
        lock = try Lock(
            LockInput(
                file: lockFile, bytes: lockBytes, project: project,
                // The reader keeps such paths inside the project.
                files: { parts.read($0, in: root) }))
        lockParts = parts.names
        files = try ApplicationFolder.files(of: path)
        let modules = files.filter { $0.path.hasSuffix(".py") && $0.content.count <= 4 << 20 }
        application = PythonApplication.find(
            project, in: modules.map { ProjectFile(path: $0.path, bytes: $0.content) })
    }
}

/// The files that make up a lock, noted as they are read.
private final class LockParts: Sendable {
    private let read: Mutex<[String]>

    init(_ lockFile: String) { read = Mutex([lockFile]) }

    var names: [String] { read.withLock { $0 } }

    func read(_ name: String, in root: String) -> [UInt8]? {
        guard let bytes = try? DiskFolder.read(root + "/" + name, limit: 16 << 20) else { return nil }
        read.withLock { if !$0.contains(name) { $0.append(name) } }
        return bytes
    }
}
