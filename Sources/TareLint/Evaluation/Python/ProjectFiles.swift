/// What rules ask of a `pyproject.toml`: read by lines, without values that span other forms than arrays of strings.
struct ProjectFile {
    var name: String?
    var dependencies: [Requirement] = []
    var scripts: Set<String> = []
    /// The file that `readme` names.
    var readme: String?
    var hasBuildSystem = false
    /// `[tool.uv] package`
    var isPackage: Bool?
    var hasDevelopmentGroup = false
    var isPoetry = false
    private(set) var isReadable = true

    init(_ bytes: [UInt8]) {
        var section = ""
        var isInDependencies = false
        for line in bytes.textLines.prefix(5_000) {
            let line = line.trimmed
            if isInDependencies {
                read(dependencies: line)
                if line.hasPrefix("]") || line.hasSuffix("]") && !line.has("[") { isInDependencies = false }
                continue
            }
            if line.hasPrefix("[") {
                section = String(line.filter { $0 != "[" && $0 != "]" }.prefix { $0 != "#" }).trimmed.description
                note(section)
                continue
            }
            guard let sign = line.utf8.firstIndex(of: 0x3D) else { continue }
            let key = line[..<sign].trimmed
            let value = line[line.utf8.index(after: sign)...].trimmed
            switch (section, key) {
            case ("project", "name"), ("tool.poetry", "name"): name = value.quotedText
            case ("project", "readme"), ("tool.poetry", "readme"): readme = value.quotedText
            case ("project", "dependencies"):
                read(dependencies: value)
                isInDependencies = !value.hasSuffix("]")
            case ("project.scripts", _), ("tool.poetry.scripts", _), ("project.gui-scripts", _):
                scripts.insert(key.filter { $0 != "\"" })
            case ("tool.poetry.dependencies", _):
                if key != "python", let requirement = Requirement(key) { dependencies.append(requirement) }
            case ("tool.uv", "package"): isPackage = value.hasPrefix("true")
            case ("tool.uv", "dev-dependencies"): hasDevelopmentGroup = true
            case ("dependency-groups", "dev"): hasDevelopmentGroup = true
            default: break
            }
        }
    }

    private mutating func note(_ section: String) {
        switch section {
        case "build-system": hasBuildSystem = true
        case "tool.poetry": isPoetry = true
        default: break
        }
    }

    private mutating func read(dependencies line: Substring) {
        var rest = line.utf8[...]
        while let quote = rest.firstIndex(where: { $0 == 0x22 || $0 == 0x27 }) {
            let start = rest.index(after: quote)
            guard let end = rest[start...].firstIndex(of: rest[quote]) else { return }
            if let requirement = Requirement(Substring(rest[start..<end])) { dependencies.append(requirement) }
            rest = rest[rest.index(after: end)...]
        }
    }
}

/// What a `requirements.txt` asks for.
struct RequirementsFile {
    var requirements: [Requirement] = []
    /// Whether something in it is not a name: another file, an address, a folder.
    var isOpen = false
    var hasProject = false

    init(_ bytes: [UInt8]) {
        for line in bytes.textLines.prefix(20_000) {
            let line = line.trimmed
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("--hash") { continue }
            if line.hasPrefix("-") {
                if line.hasPrefix("-e") || line.hasPrefix("--editable") { (isOpen, hasProject) = (true, true) }
                if line.hasPrefix("-r") || line.hasPrefix("--requirement") { isOpen = true }
                continue
            }
            if let requirement = Requirement(line) {
                requirements.append(requirement)
            } else {
                isOpen = true
                if line.hasPrefix(".") { hasProject = true }
            }
        }
    }
}

/// The names in a `uv.lock` or `poetry.lock`: all of what may be installed.
struct LockFile {
    var names: [Requirement] = []

    init(_ bytes: [UInt8]) {
        var isPackage = false
        for line in bytes.textLines.prefix(200_000) {
            if line.hasPrefix("[") {
                isPackage = line.hasPrefix("[[package]]")
            } else if isPackage, line.hasPrefix("name = "), let text = line.dropFirst(7).trimmed.quotedText {
                if let requirement = Requirement(text) { names.append(requirement) }
            }
        }
    }
}

extension [UInt8] {
    /// Lines, empty ones left out.
    var textLines: [Substring] { split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self)[...] } }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: SubSequence {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
        guard let start = utf8.firstIndex(where: { !isBlank($0) }) else { return self[endIndex...] }
        var end = start
        var place = start
        while place < endIndex {
            let next = utf8.index(after: place)
            if !isBlank(utf8[place]) { end = next }
            place = next
        }
        return self[start..<end]
    }
}

extension Substring {
    /// What stands between the quotes at its beginning.
    var quotedText: String? {
        guard let quote = utf8.first, quote == 0x22 || quote == 0x27 else { return nil }
        let rest = utf8.dropFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        return String(Substring(rest[..<end]))
    }
}
