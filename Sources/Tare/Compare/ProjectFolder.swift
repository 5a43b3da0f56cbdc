internal import FoundationEssentials
internal import TareNetwork
public import TarePython
internal import TareSelection

/// A Python project as it lies on disk: its lock, what it says of itself, and the files that go into an image.
public struct ProjectFolder: Sendable {
    public var path: String
    public var project: PythonProject?
    public var lock: Lock
    public var lockFile: String
    /// How it starts, where that was found.
    public var application: PythonApplication?
    var files: [ServicePlan.ApplicationFile]

    /// What tools leave behind and no image needs.
    private static let ignored: Set<String> = [
        ".git", ".hg", ".svn", ".venv", "venv", "env", ".env", "__pycache__", "node_modules", ".tox", ".nox",
        ".mypy_cache", ".pytest_cache", ".ruff_cache", ".idea", ".vscode", ".eggs", ".DS_Store", "build", "dist",
    ]
    private static let maximumFiles = 20_000
    private static let maximumBytes = 256 << 20
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
        lock = try Lock(
            LockInput(
                file: lockFile, bytes: try bytes(lockFile), project: project,
                // The reader keeps such paths inside the project.
                files: { try? DiskFolder.read(root + "/" + $0, limit: 16 << 20) }))
        files = try Self.collect(path)
        let modules = files.filter { $0.path.hasSuffix(".py") && $0.content.count <= 4 << 20 }
        application = PythonApplication.find(
            project, in: modules.map { ProjectFile(path: $0.path, bytes: $0.content) })
    }

    private static func collect(_ root: String) throws -> [ServicePlan.ApplicationFile] {
        var files: [ServicePlan.ApplicationFile] = []
        var bytes = 0
        var folders = [""]
        while let folder = folders.popLast() {
            for name in DiskFolder.names(in: folder.isEmpty ? root : root + "/" + folder) {
                guard !ignored.contains(name), !name.hasSuffix(".pyc"), !name.hasSuffix(".egg-info") else { continue }
                let relative = folder.isEmpty ? name : folder + "/" + name
                switch DiskFolder.kind(root + "/" + relative) {
                case .folder: folders.append(relative)
                case .file(let isExecutable):
                    guard files.count < maximumFiles else {
                        throw ProjectError.tooMany(path: root, limit: maximumFiles)
                    }
                    let content = try DiskFolder.read(root + "/" + relative, limit: maximumBytes)
                    bytes += content.count
                    guard bytes <= maximumBytes else { throw ProjectError.tooLarge(path: root, limit: maximumBytes) }
                    files.append(.init(path: relative, content: content, isExecutable: isExecutable))
                case .other: continue
                }
            }
        }
        return files.sorted { $0.path < $1.path }
    }
}
