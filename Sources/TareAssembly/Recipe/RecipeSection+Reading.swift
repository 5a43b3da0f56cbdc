internal import TareYAML

extension RecipeSection {
    static let keys = [
        "variables", "packages", "essential", "priorities", "dependencies", "omit", "merged-usr", "package-database",
        "paths", "directories", "copies", "files", "links", "groups", "users", "shadow", "certificates", "remove",
        "environment", "entrypoint", "command", "user", "working-directory", "labels",
    ]

    /// Reads a mapping's values; `parent` is where a missing one is reported.
    init(_ values: [String: YAMLNode], in parent: YAMLNode) throws(YAMLError) {
        variables = try Self.names(values["variables"])
        packages = try Self.packages(values["packages"])
        essential = try values["essential"]?.flag()
        for node in try values["priorities"]?.elements() ?? [] {
            let priority = try node.text()
            guard ["required", "important", "standard", "optional"].contains(priority) else {
                throw node.invalid("is no priority that Debian has")
            }
            priorities.append(priority)
        }
        dependencies = try values["dependencies"]?.flag()
        omit = try Self.packages(values["omit"])
        mergedUsr = try values["merged-usr"]?.flag()
        if let node = values["package-database"] {
            database = PackageDatabaseMode(rawValue: try node.text())
            guard database != nil else { throw node.invalid("is none of dpkg, status.d, none") }
        }
        for node in try values["paths"]?.elements() ?? [] { paths.append(try PathRule(node)) }
        for node in try values["directories"]?.elements() ?? [] { directories.append(try Directory(node)) }
        for node in try values["copies"]?.elements() ?? [] { copies.append(try Copy(node)) }
        for node in try values["files"]?.elements() ?? [] { files.append(try File(node)) }
        for entry in try values["links"]?.entries() ?? [] {
            let target = try entry.value.text()
            guard !target.isEmpty, target.utf8.count < 4096 else {
                throw entry.value.invalid("is no target of a link")
            }
            links[try entry.key.absolutePath()] = target
        }
        for node in try values["groups"]?.elements() ?? [] { groups.append(try Group(node)) }
        for node in try values["users"]?.elements() ?? [] { users.append(try User(node)) }
        shadow = try values["shadow"]?.flag()
        if let node = values["certificates"] { certificates = try Certificates(node) }
        for node in try values["remove"]?.elements() ?? [] { remove.append(try node.absolutePath()) }
        environment = try Self.names(values["environment"])
        entrypoint = try Self.words(values["entrypoint"])
        command = try Self.words(values["command"])
        user = try values["user"]?.text()
        workingDirectory = try values["working-directory"]?.absolutePath()
        labels = try Self.names(values["labels"])
    }

    private static func names(_ node: YAMLNode?) throws(YAMLError) -> [String: String] {
        var names: [String: String] = [:]
        for entry in try node?.entries() ?? [] {
            guard !entry.name.isEmpty, !entry.name.utf8.contains(UInt8(ascii: "=")) else {
                throw entry.key.invalid("is no name")
            }
            names[entry.name] = try entry.value.text()
        }
        return names
    }

    private static func words(_ node: YAMLNode?) throws(YAMLError) -> [String]? {
        guard let node else { return nil }
        var words: [String] = []
        for element in try node.elements() { words.append(try element.text()) }
        return words
    }

    private static func packages(_ node: YAMLNode?) throws(YAMLError) -> [String] {
        var names: [String] = []
        for element in try node?.elements() ?? [] {
            let name = try element.text()
            guard !name.isEmpty, name.utf8.allSatisfy({ $0.isNameByte || "${}".utf8.contains($0) }) else {
                throw element.invalid("is no name of a package")
            }
            names.append(name)
        }
        return names
    }
}

extension YAMLNode {
    /// A path from the root without `.` and `..`.
    func absolutePath() throws(YAMLError) -> String {
        let path = try text()
        guard path.hasPrefix("/") else { throw invalid("is no absolute path") }
        let parts = path.split(separator: "/")
        guard !parts.contains(".."), !parts.contains(".") else { throw invalid("has a '.' or '..' component") }
        return path
    }

    /// Octal digits, with or without a leading zero or `0o`.
    func mode() throws(YAMLError) -> UInt16 {
        var digits = try text()
        if digits.hasPrefix("0o") { digits.removeFirst(2) }
        guard digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 8 }), let mode = UInt16(digits, radix: 8),
            mode <= 0o7777
        else {
            throw invalid("is no octal mode such as 0755")
        }
        return mode
    }

    func identifier() throws(YAMLError) -> UInt32 {
        guard let number = Self.number(try text()) else { throw invalid("is no user or group number") }
        return number
    }

    /// A user's or group's number in decimal digits; the highest stands for "none" in system calls.
    private static func number(_ text: some StringProtocol) -> UInt32? {
        guard text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let number = UInt32(text), number < UInt32.max
        else {
            return nil
        }
        return number
    }

    /// `mode` and `owner` (`user:group` in numbers) of an entry.
    func ownership(_ values: [String: YAMLNode], mode: UInt16) throws(YAMLError) -> RecipeSection.Ownership {
        var ownership = RecipeSection.Ownership(mode: mode, userID: 0, groupID: 0)
        if let node = values["mode"] { ownership.mode = try node.mode() }
        if let node = values["owner"] {
            let parts = try node.text().split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let user = Self.number(parts[0]), let group = Self.number(parts[1]) else {
                throw node.invalid("is not of the form 'user:group' in numbers")
            }
            ownership.userID = user
            ownership.groupID = group
        }
        return ownership
    }
}

extension RecipeSection.PathRule {
    init(_ node: YAMLNode) throws(YAMLError) {
        let values = try node.mapping(["exclude", "include"])
        guard values.count == 1, let value = values.values.first else {
            throw node.error(.wrongKind(expected: "a mapping with one key, 'exclude' or 'include'"))
        }
        pattern = try value.absolutePath()
        isExcluded = values["exclude"] != nil
    }
}

extension RecipeSection.Directory {
    init(_ node: YAMLNode) throws(YAMLError) {
        let values = try node.mapping(["path", "mode", "owner"])
        path = try node.required("path", in: values).absolutePath()
        ownership = try node.ownership(values, mode: 0o755)
    }
}

extension RecipeSection.Copy {
    init(_ node: YAMLNode) throws(YAMLError) {
        let values = try node.mapping(["from", "to", "mode", "owner"])
        from = try node.required("from", in: values).absolutePath()
        to = try node.required("to", in: values).absolutePath()
        ownership = try node.ownership(values, mode: 0o644)
    }
}

extension RecipeSection.File {
    init(_ node: YAMLNode) throws(YAMLError) {
        let values = try node.mapping(["path", "content", "mode", "owner"])
        path = try node.required("path", in: values).absolutePath()
        content = try node.required("content", in: values).text()
        ownership = try node.ownership(values, mode: 0o644)
    }
}

extension RecipeSection.Group {
    init(_ node: YAMLNode) throws(YAMLError) {
        let values = try node.mapping(["name", "id", "members"])
        name = try node.required("name", in: values).accountText(isName: true)
        id = try node.required("id", in: values).identifier()
        members = []
        for member in try values["members"]?.elements() ?? [] { members.append(try member.accountText(isName: true)) }
    }
}

extension RecipeSection.User {
    init(_ node: YAMLNode) throws(YAMLError) {
        let values = try node.mapping(["name", "id", "group", "comment", "home", "shell"])
        name = try node.required("name", in: values).accountText(isName: true)
        id = try node.required("id", in: values).identifier()
        group = try node.required("group", in: values).identifier()
        comment = try values["comment"]?.accountText(isName: false) ?? name
        home = try node.required("home", in: values).absolutePath()
        shell = try values["shell"]?.absolutePath() ?? "/usr/sbin/nologin"
        guard !home.utf8.contains(UInt8(ascii: ":")), !shell.utf8.contains(UInt8(ascii: ":")) else {
            throw node.error(.wrongKind(expected: "a user whose paths have no colon"))
        }
    }
}

extension YAMLNode {
    /// A field of `passwd` or `group`: neither colon nor line end, which would make another field or account.
    fileprivate func accountText(isName: Bool) throws(YAMLError) -> String {
        let text = try text()
        guard !text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 < 0x20 || $0 == 0x7F }) else {
            throw invalid("has a colon or a control character")
        }
        guard !isName || (!text.isEmpty && text.utf8.allSatisfy(\.isNameByte)) else {
            throw invalid("is no account's name")
        }
        return text
    }
}

extension RecipeSection.Certificates {
    init(_ node: YAMLNode) throws(YAMLError) {
        let values = try node.mapping(["from", "bundle", "mode", "directory", "list"])
        from = try node.required("from", in: values).absolutePath()
        bundle = try node.required("bundle", in: values).absolutePath()
        bundleMode = try values["mode"]?.mode() ?? 0o644
        directory = try values["directory"]?.absolutePath()
        list = try values["list"]?.absolutePath()
    }
}
