import TareDockerfile

/// What `COPY` and `ADD` put into a stage.
struct CopyReader {
    private let world: StageWorld
    private let step: Step
    private let index: Int
    private let origin: Place

    init(_ world: StageWorld, _ step: Step, _ index: Int) {
        (self.world, self.step, self.index) = (world, step, index)
        origin = .instruction(step.instruction)
    }

    func read(_ copy: CopyCommand) {
        guard let (path, isFolder) = destination(copy.destination, copy.sources.count) else { return unknown() }
        let owner = owner(copy.owner)
        if copy.keepsParents || !copy.excludes.isEmpty { return add(.opaque([path]), owner) }
        let source = world.build.source(step.origin, before: world.index)
        for item in copy.sources { read(item, source, path, isFolder, owner) }
        if copy.mode.map({ $0.text.isWritableMode }) == true { add(.writable(path), owner) }
    }

    func read(_ command: AddCommand) {
        guard let (path, isFolder) = destination(command.destination, command.sources.count) else { return unknown() }
        let owner = owner(command.owner)
        if !command.excludes.isEmpty { return add(.opaque([path]), owner) }
        for item in command.sources {
            guard let text = item.path.flatMap({ step.expanded($0) }) else {
                read(item, .context, path, isFolder, owner)
                continue
            }
            if text.isRemoteSource {
                let name = String(text.prefix { $0 != "?" && $0 != "#" }).lastName
                let isGit = text.hasPrefix("git") || text.hasSuffix(".git") || text.has(".git#")
                let isOneFile = !isGit && command.unpacks != true
                add(isOneFile ? .file(isFolder ? path.below(name) : path) : .opaque([path]), owner)
            } else if text.isArchiveName, command.unpacks != false {
                add(.opaque([path]), owner)
            } else {
                read(item, .context, path, isFolder, owner)
            }
        }
    }

    private func destination(_ word: Word, _ count: Int) -> (path: String, isFolder: Bool)? {
        guard let text = step.expanded(word), let path = world.absolute(text, step) else { return nil }
        if count > 1 || text.hasSuffix("/") || text == "." || text.hasSuffix("/.") { return (path, true) }
        return (path, world.lookUp(path, world.now).found?.kind == .directory)
    }

    private func owner(_ word: Word?) -> Owner? {
        guard let word else { return .root }
        guard let text = step.expanded(word) else { return nil }
        let name = text.beforeColon
        return name.isEmpty ? .root : world.owner(name)
    }

    private func unknown() { add(.opaque(["/"]), nil) }

    private func add(_ effect: Change.Effect, _ owner: Owner?) {
        world.add(Change(step: index, effect: effect, origin: origin, owner: owner))
    }

    private func read(_ item: CopySource, _ source: FileSource, _ path: String, _ isFolder: Bool, _ owner: Owner?) {
        switch item {
        case .content(let name, _, _): add(.file(isFolder ? path.below(name) : path), owner)
        case .path(let word):
            guard let text = step.expanded(word) else { return add(.opaque([path]), owner) }
            if text.has(anyOf: "*?[") {
                readPattern(text, source, path, owner)
            } else {
                read(source.canonical("/" + text), text, source, path, isFolder, owner)
            }
        }
    }

    private func read(
        _ from: String, _ text: String, _ source: FileSource, _ path: String, _ isFolder: Bool, _ owner: Owner?
    ) {
        let inside = path.below(from.lastName)
        switch StageWorld.lookUp(from, in: source, world.build) {
        case .absent:
            add(.opaque([path]), owner)
            if case .context = source { add(.tree(at: isFolder ? inside : path, of: source, from: from), owner) }
        case .found(let found) where found.kind == .directory: add(.tree(at: path, of: source, from: from), owner)
        case .found(let found) where found.kind == .file:
            add(.tree(at: isFolder ? inside : path, of: source, from: from), owner)
        default:
            if from == "/" || text.hasSuffix("/") || text.hasSuffix("/.") {
                add(.tree(at: path, of: source, from: from), owner)
            } else if from.lastName.looksLikeFile {
                add(.tree(at: isFolder ? inside : path, of: source, from: from), owner)
                if !isFolder, world.lookUp(path, world.now).isUnknown { add(.opaque([path]), owner) }
            } else {
                add(.tree(at: path, of: source, from: from), owner)
                add(.tree(at: inside, of: source, from: from), owner)
            }
        }
    }

    private func readPattern(_ text: String, _ source: FileSource, _ path: String, _ owner: Owner?) {
        let pattern = CleanPath.clean("/" + text)
        let (folder, name) = (pattern.parentPath, pattern.lastName)
        guard !folder.has(anyOf: "*?["), name.utf8.contains(0x2E) || !name.utf8.contains(0x2A) else {
            return add(.opaque([path]), owner)
        }
        guard case .context = source,
            let names = world.build.context.names(
                matching: name, in: String(folder.dropFirst()))
        else { return add(.matches(in: path, patterns: [name]), owner) }
        for name in Set(names).sorted().prefix(200) {
            let from = folder.below(name)
            let isFolder = world.build.context.lookUp(from).found?.kind == .directory
            add(.tree(at: isFolder ? path : path.below(name), of: source, from: from), owner)
        }
        if names.count > 200 { add(.opaque([path]), owner) }
    }
}

extension String {
    /// Whether a name is a file's, as far as names tell.
    var looksLikeFile: Bool {
        guard let dot = utf8.lastIndex(of: 0x2E), dot != utf8.startIndex else {
            return ["Makefile", "LICENSE", "Pipfile", "Procfile", "README", "Dockerfile"].contains(self)
        }
        return [
            "py", "toml", "lock", "txt", "sh", "cfg", "ini", "json", "yaml", "yml", "md", "rst", "env", "conf", "whl",
            "gz",
            "zip", "crt", "pem", "sql", "js", "ts", "html", "xml", "in", "jar", "rb", "go", "mod", "sum",
        ].contains(String(self[utf8.index(after: dot)...]))
    }

    /// Whether a mode of `chmod` lets the group or others write.
    var isWritableMode: Bool {
        let digits = utf8.drop { $0 == 0x30 }
        if digits.allSatisfy({ $0 &- 0x30 < 8 }), digits.count >= 3 {
            return digits.suffix(2).contains { ($0 &- 0x30) & 2 != 0 }
        }
        return split(separator: ",").contains { clause in
            guard let sign = clause.firstIndex(where: { $0 == "+" || $0 == "=" }) else { return false }
            let who = clause[..<sign]
            return clause[sign...].contains("w") && (who.isEmpty || who.contains { "aog".contains($0) })
        }
    }
}
