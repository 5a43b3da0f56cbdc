internal import FoundationEssentials
internal import TareDiagnostics
internal import TareDockerfile
internal import TareNetwork
internal import TareSelection

/// The files of a project that become part of its image.
enum ApplicationFolder {
    /// What no image needs, unless the project's `.dockerignore` takes it back.
    static let usual = [
        ".git", ".hg", ".svn", ".venv", "venv", "**/__pycache__", "**/*.pyc", "**/*.egg-info", "**/node_modules",
        ".tox", ".nox", "**/.mypy_cache", "**/.pytest_cache", "**/.ruff_cache", ".idea", ".vscode", ".env",
        "**/.DS_Store", ".dockerignore", "Dockerfile", "compose.yaml",
    ]
    private static let maximumFiles = 20_000
    private static let maximumBytes = 256 << 20

    /// Reads them, in ascending order of their paths. Links are not followed and not taken.
    static func files(of root: String) throws -> [ServicePlan.ApplicationFile] {
        var rules = try IgnoreRules(patterns: usual)
        if case .file = DiskFolder.kind(root + "/.dockerignore") {
            rules = rules.followed(by: try IgnoreRules(try DiskFolder.read(root + "/.dockerignore", limit: 1 << 20)))
        }
        var files: [ServicePlan.ApplicationFile] = []
        var bytes = 0
        var folders = [(path: "", parents: IgnoreRules.Parents())]
        while let folder = folders.popLast() {
            for name in DiskFolder.names(in: folder.path.isEmpty ? root : root + "/" + folder.path) {
                let relative = folder.path.isEmpty ? name : folder.path + "/" + name
                let (isIgnored, parents) = rules.decide(relative, in: folder.parents)
                switch DiskFolder.kind(root + "/" + relative) {
                case .folder where !isIgnored || rules.hasExceptions: folders.append((relative, parents))
                case .file(let isExecutable) where !isIgnored:
                    guard files.count < maximumFiles else {
                        throw ProjectError.tooMany(path: root, limit: maximumFiles)
                    }
                    let content = try DiskFolder.read(root + "/" + relative, limit: maximumBytes)
                    bytes += content.count
                    guard bytes <= maximumBytes else { throw ProjectError.tooLarge(path: root, limit: maximumBytes) }
                    files.append(.init(path: relative, content: content, isExecutable: isExecutable))
                default: continue
                }
            }
        }
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
