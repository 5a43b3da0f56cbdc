internal import TareDiagnostics
internal import TareDockerfile
internal import TareNetwork

/// The files that are to be checked, found by their names.
struct CheckedPaths {
    enum Kind: Hashable { case dockerfile, compose }

    struct File: Hashable {
        /// As the user would name it.
        var path: String
        var kind: Kind
        /// Whether it was found by a name that other files have too: `Dockerfile.go` may be a program.
        var isGuess = false
    }

    private(set) var files: [File] = []
    private static let mostEntries = 200_000
    private static let mostDepth = 40
    /// Folders that hold others' files.
    private static let passedOver: Set<String> = [
        ".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox",
    ]

    /// Folders are searched, links in them not followed; a file that is named is taken whatever its name.
    init(_ paths: [String]) throws {
        var seen: Set<String> = []
        var entries = 0
        for path in paths {
            if path == "-" {
                files.append(File(path: "-", kind: .dockerfile))
                continue
            }
            guard DiskFolder.isFolder(path) else {
                guard DiskFolder.modified(path) != nil else { throw CheckError.noFile(path: path) }
                if seen.insert(path).inserted { files.append(File(path: path, kind: Self.kind(ofNamed: path))) }
                continue
            }
            var found: [File] = []
            var folders = [(path: path == "." ? "" : path.withoutTrailingSlash, depth: 0)]
            while let folder = folders.popLast() {
                for name in DiskFolder.names(in: folder.path.isEmpty ? "." : folder.path) {
                    entries += 1
                    guard entries <= Self.mostEntries else {
                        throw CheckError.tooMany(path: path, limit: Self.mostEntries)
                    }
                    let child = folder.path.isEmpty ? name : folder.path + (folder.path == "/" ? "" : "/") + name
                    switch DiskFolder.kind(child) {
                    case .folder where !Self.passedOver.contains(name) && folder.depth < Self.mostDepth:
                        folders.append((child, folder.depth + 1))
                    case .file:
                        guard let kind = Self.kind(name), seen.insert(child).inserted else { continue }
                        found.append(File(path: child, kind: kind, isGuess: Self.isGuess(name)))
                    default: continue
                    }
                }
            }
            found.removeAll { $0.isGuess && !Self.isDockerfile($0.path) }
            guard !found.isEmpty else { throw CheckError.nothing(path: path) }
            files += found.sorted { $0.path < $1.path }
        }
    }

    /// What a file is by its name; nil for others.
    static func kind(_ name: String) -> Kind? {
        let name = name.lowercased()
        if name.hasSuffix(".dockerignore") { return nil }
        for word in ["dockerfile", "containerfile"] {
            if name == word || name.hasPrefix(word + ".") || name.hasSuffix("." + word) { return .dockerfile }
        }
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
        let stem = name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
        for word in ["compose", "docker-compose"] {
            if stem == word || stem.hasPrefix(word + ".") || stem.hasPrefix(word + "-") { return .compose }
        }
        return nil
    }

    private static func isGuess(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["dockerfile.", "containerfile."].contains { name.hasPrefix($0) }
    }

    /// Whether a file begins as every Dockerfile does.
    private static func isDockerfile(_ path: String) -> Bool {
        guard let bytes = try? DiskFolder.read(path, limit: Dockerfile.mostBytes) else { return true }
        let first = Dockerfile(bytes).instructions.first?.keyword
        return first == .from || first == .arg
    }

    /// A file that was named: what looks like YAML is taken for a compose file.
    private static func kind(ofNamed path: String) -> Kind {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return kind(name) ?? (name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? .compose : .dockerfile)
    }
}

extension String {
    fileprivate var withoutTrailingSlash: String {
        var text = Substring(self)
        while text.count > 1, text.hasSuffix("/") { text = text.dropLast() }
        return String(text)
    }
}
