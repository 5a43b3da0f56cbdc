import TareDockerfile

/// The folder of the build as an instruction sees it: without what `.dockerignore` leaves out.
final class ContextFiles {
    private let files: BuildContextFiles?
    private let ignore: DockerIgnore?
    private var cache: [String: Bool] = [:]
    private var budget = 2_000_000

    init(_ settings: RuleSettings) {
        files = settings.context
        ignore = settings.dockerignore
    }

    var isKnown: Bool { files != nil }

    /// A path with a slash before it, as sources of `COPY` are taken.
    func lookUp(_ path: String) -> Presence {
        guard let files else { return .unknown }
        let relative = String(path.drop { $0 == "/" })
        if relative.isEmpty { return .found(Found(kind: .directory, original: path, contextPath: "")) }
        if files.paths.contains(relative) {
            guard let isIgnored = isIgnored(relative) else { return .unknown }
            return isIgnored ? .absent : .found(Found(kind: .file, original: path, contextPath: relative))
        }
        if files.folders.contains(relative) {
            guard let isIgnored = isIgnored(relative) else { return .unknown }
            // A pattern may take a file in it back.
            if isIgnored { return ignore?.hasExceptions == true ? .unknown : .absent }
            return .found(Found(kind: .directory, original: path, contextPath: relative))
        }
        return .absent
    }

    /// Whether a path is there before `.dockerignore`.
    func isOnDisk(_ path: String) -> Bool {
        let relative = String(path.drop { $0 == "/" })
        return files.map { $0.paths.contains(relative) || $0.folders.contains(relative) } ?? false
    }

    func bytes(_ path: String) -> [UInt8]? { files?.read(path) }

    /// Names in a folder that match a pattern; nil if the context is not known.
    func names(matching pattern: String, in folder: String) -> [String]? {
        guard let files else { return nil }
        let prefix = folder.isEmpty ? "" : folder + "/"
        guard let glob = IgnorePattern(glob: pattern) else { return [] }
        var result: [String] = []
        budget -= files.paths.count
        guard budget > 0 else { return nil }
        for path in files.paths where path.hasPrefix(prefix) {
            let name = String(path.dropFirst(prefix.count).prefix { $0 != "/" })
            budget -= 8
            guard budget > 0 else { return nil }
            if glob.matches(name), isIgnored(path) == false { result.append(name) }
        }
        return result
    }

    /// Whether `.dockerignore` leaves a path out, exceptions counted; nil if there are too many patterns to tell.
    func isIgnored(_ path: String) -> Bool? {
        guard let ignore else { return false }
        if let known = cache[path] { return known }
        budget -= ignore.count * (8 + path.utf8.count)
        guard budget > 0, path.utf8.count < 4_096 else { return nil }
        let answer = ignore.leavesOut(path)
        cache[path] = answer
        return answer
    }
}
