internal import TareDiagnostics

extension LockFormat {
    /// `pylock.toml` and `pylock.NAME.toml` (PEP 751).
    static let pylock = LockFormat("pylock.toml", matches: PylockReader.isName) { (input) throws(ProjectFileError) in
        var reader = PylockReader(file: input.file)
        return try reader.read(try TOMLReader.read(input.bytes, file: input.file).rootView)
    }
}

/// Reads `pylock.toml`, version 1.
///
/// https://packaging.python.org/en/latest/specifications/pylock-toml/
struct PylockReader {
    private let file: String
    private var words = LockVocabulary()

    init(file: String) { self.file = file }

    static func isName(_ name: String) -> Bool {
        if name == "pylock.toml" { return true }
        guard name.hasPrefix("pylock."), name.hasSuffix(".toml") else { return false }
        let middle = name.dropFirst("pylock.".count).dropLast(".toml".count)
        return !middle.isEmpty && !middle.utf8.contains(UInt8(ascii: "."))
    }

    mutating func read(_ root: TOMLView) throws(ProjectFileError) -> Lock {
        let version = try root.requiredString("lock-version")
        guard let number = try? PEP440Version(version), number.major == 1, number.epoch == 0 else {
            throw root.error(
                at: "lock-version", .unsupportedVersion(format: "pylock.toml", found: version, supported: "1.0"))
        }
        _ = try root.requiredString("created-by")
        var rules = FlatRules()
        if root.has("environments") { rules.environments = try words.markers("environments", in: root) }
        rules.extras = Set(try words.names("extras", in: root))
        rules.defaultGroups = Set(try words.names("default-groups", in: root))
        rules.groups = Set(try words.names("dependency-groups", in: root)).union(rules.defaultGroups)
        var lock = Lock(format: .pylock, file: file, rules: .flat(rules))
        lock.requiresPython = try words.specifiers("requires-python", in: root)
        guard root.has("packages") else { throw root.error(.missing(key: "packages")) }
        for view in try words.packages("packages", in: root) { lock.packages.append(try package(view)) }
        return lock
    }

    private mutating func package(_ view: TOMLView) throws(ProjectFileError) -> LockedPackage {
        let spelling = try view.requiredString("name")
        let name = try words.name(spelling, "name", in: view)
        guard name.description == spelling else {
            throw view.invalid("name", "the name is not in its normal form", hint: "write '\(name)'")
        }
        var package = LockedPackage(
            name: name, version: try words.version("version", in: view), source: try source(view))
        package.marker = try words.marker("marker", in: view)
        package.requiresPython = try words.specifiers("requires-python", in: view)
        if let archive = try view.table("archive") { package.files = [try file(archive)] }
        if let sdist = try view.table("sdist") { package.files.append(try file(sdist)) }
        for wheel in try view.tables("wheels") { package.files.append(try file(wheel)) }
        return package
    }

    /// Where the package comes from; exactly one kind of source must be there.
    private func source(_ view: TOMLView) throws(ProjectFileError) -> LockedSource {
        let kinds = ["vcs", "directory", "archive"].filter(view.has)
        let hasFiles = view.has("sdist") || view.has("wheels")
        guard kinds.count + (hasFiles ? 1 : 0) == 1 else {
            throw view.error(
                .invalid(
                    key: "packages",
                    detail: "a package has \(kinds.isEmpty && !hasFiles ? "no source" : "several sources")",
                    hint: "vcs, directory, archive, or sdist and wheels: one of them"))
        }
        if let vcs = try view.table("vcs") { return try version(vcs) }
        if let directory = try view.table("directory") {
            let path = try directory.requiredString("path")
            return try directory.boolean("editable") == true ? .editable(path) : .directory(path)
        }
        if let archive = try view.table("archive") {
            let subdirectory = try archive.string("subdirectory")
            if let url = try archive.string("url") { return .url(url, subdirectory: subdirectory) }
            return .path(try archive.requiredString("path"))
        }
        return .registry(try view.string("index"))
    }

    /// A repository's commit.
    private func version(_ view: TOMLView) throws(ProjectFileError) -> LockedSource {
        let kind = try view.requiredString("type")
        guard kind == "git" else {
            throw view.invalid("type", "repositories of '\(kind.printable())' are not supported", hint: "git is")
        }
        let url = try view.string("url")
        let path = try view.string("path")
        guard let address = url ?? path else { throw view.error(.missing(key: "url")) }
        return .git(
            LockedGitSource(
                url: address, reference: try view.string("requested-revision"),
                commit: try view.requiredString("commit-id"), subdirectory: try view.string("subdirectory")))
    }

    private func file(_ view: TOMLView) throws(ProjectFileError) -> LockedFile {
        let location: LockedFile.Location
        if let url = try view.string("url") {
            location = .url(url)
        } else if let path = try view.string("path") {
            location = .path(path)
        } else if let name = try view.string("name") {
            location = .name(name)
        } else {
            throw view.error(.missing(key: "url"))
        }
        guard let table = try view.table("hashes") else { throw view.error(.missing(key: "hashes")) }
        var hashes: [FileHash] = []
        for entry in table.table.entries {
            let digest = try table.requiredString(entry.key)
            guard let hash = FileHash(algorithm: entry.key, digest: digest) else {
                throw table.invalid(entry.key, "'\(digest.printable(limit: 140))' is no digest")
            }
            hashes.append(hash)
        }
        guard !hashes.isEmpty else { throw view.invalid("hashes", "there is no hash") }
        return LockedFile(
            location, hashes: hashes, size: try view.size("size"), uploadTime: try view.time("upload-time"))
    }
}
