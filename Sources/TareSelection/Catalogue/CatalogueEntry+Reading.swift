internal import TareOCI
public import TareYAML

extension CatalogueEntry {
    private static let keys = [
        "base", "id", "title", "default", "reference", "recipe", "interpreter", "support", "sources", "python",
        "platforms", "distribution", "libc", "shell", "package-manager", "user", "entrypoint", "sizes", "publisher",
    ]

    /// Reads an entry. Unknown keys are refused, as are facts without a source and sources without a fact.
    ///
    /// - Parameter source: the file's name, for errors.
    public init(yaml: [UInt8], source: String) throws(YAMLError) {
        let root = try YAMLNode.document(yaml, source: source)
        let values = try root.mapping(Self.keys)
        let schema = try root.required("base", in: values)
        guard try schema.line() == Self.schema else { throw schema.invalid("is not '\(Self.schema)'") }
        id = try root.required("id", in: values).name()
        title = try root.required("title", in: values).line()
        isDefault = try root.required("default", in: values).flag()
        interpreter = try Self.interpreter(root.required("interpreter", in: values))
        origin = try Self.origin(root, values)
        support = try values["support"]?.list { node throws(YAMLError) in try SupportSubject(node) } ?? []

        var table = try SourceTable(root.required("sources", in: values))
        pythons = []
        for node in try values["python"]?.elements() ?? [] {
            let fields = try node.mapping(["minors", "source"])
            let source = try table.source(of: node, in: fields)
            let minors = try node.required("minors", in: fields).list { node throws(YAMLError) in
                try node.pythonMinor()
            }
            pythons += minors.map { Stated($0, source: source) }
        }
        platforms = try Self.fact(values["platforms"], ["names"], &table) { node, fields throws(YAMLError) in
            try node.required("names", in: fields).list { node throws(YAMLError) in try node.platform() }
        }
        distribution = try Self.fact(values["distribution"], ["id", "name", "version", "suite"], &table) {
            node, fields throws(YAMLError) in
            Distribution(
                id: try node.required("id", in: fields).name(), name: try node.required("name", in: fields).line(),
                version: try fields["version"]?.line(), suite: try fields["suite"]?.name())
        }
        libc = try Self.fact(values["libc"], ["family", "version"], &table) { node, fields throws(YAMLError) in
            let family: Library.Family = try Self.choice(node.required("family", in: fields))
            return Library(family: family, version: try fields["version"]?.line())
        }
        shell = try Self.presence(values["shell"], "path", &table)
        packageManager = try Self.presence(values["package-manager"], "name", &table)
        user = try Self.fact(values["user"], ["name"], &table) { node, fields throws(YAMLError) in
            try node.required("name", in: fields).line()
        }
        entrypoint = try Self.fact(values["entrypoint"], ["words"], &table) { node, fields throws(YAMLError) in
            try node.required("words", in: fields).list { node throws(YAMLError) in try node.line() }
        }
        sizes = []
        for node in try values["sizes"]?.elements() ?? [] {
            if let size = try Self.size(node, &table) { sizes.append(size) }
        }
        publisher = try Self.fact(values["publisher"], ["status", "since"], &table) {
            node, fields throws(YAMLError) in
            let status: Publisher.Status = try Self.choice(node.required("status", in: fields))
            return Publisher(status: status, since: try fields["since"]?.date())
        }
        try table.checkAllUsed()
    }

    private static func origin(
        _ root: YAMLNode, _ values: [String: YAMLNode]
    ) throws(YAMLError) -> Origin {
        switch (values["reference"], values["recipe"]) {
        case (let node?, nil):
            let pattern = try node.line()
            do { _ = try ImageReference(filled(pattern, python: "3.12")) } catch {
                throw node.invalid("is no reference to an image: \(error.what)")
            }
            return .reference(pattern)
        case (nil, let node?):
            let fields = try node.mapping(["name", "suite"])
            return .recipe(
                name: try node.required("name", in: fields).name(), suite: try node.required("suite", in: fields).name()
            )
        default: throw root.error(.wrongKind(expected: "a mapping with one of 'reference' and 'recipe'"))
        }
    }

    private static func interpreter(_ node: YAMLNode) throws(YAMLError) -> Interpreter {
        let fields = try node.mapping(["kind", "path", "python"])
        func path() throws(YAMLError) -> String? {
            guard let node = fields["path"] else { return nil }
            let path = try node.line()
            guard path.hasPrefix("/"), path.utf8.count > 1 else { throw node.invalid("is no absolute path") }
            return path
        }
        func mustPath() throws(YAMLError) -> String {
            guard let path = try path() else { throw node.error(.missingKey("path")) }
            return path
        }
        let kind = try node.required("kind", in: fields)
        let isOwn = try kind.line() == "own"
        if !isOwn, let python = fields["python"] { throw python.invalid("is for an interpreter of kind 'own'") }
        switch try kind.line() {
        case "installed": return .installed(path: try mustPath())
        case "own": return .own(path: try path(), python: try fields["python"]?.pythonMinor())
        case "managed": return .managed(folder: try mustPath())
        default: throw kind.invalid("is none of installed, own, managed")
        }
    }

    private static func size(
        _ node: YAMLNode, _ table: inout SourceTable
    ) throws(YAMLError) -> Stated<Size>? {
        let keys = ["platform", "python", "version", "compressed", "uncompressed", "rounded"]
        return try fact(node, keys, &table) { node, fields throws(YAMLError) in
            guard fields["compressed"] != nil || fields["uncompressed"] != nil else {
                throw node.error(.missingKey("compressed"))
            }
            return Size(
                platform: try node.required("platform", in: fields).platform(),
                python: try fields["python"]?.pythonMinor(), version: try fields["version"]?.line(),
                compressed: try fields["compressed"]?.bytes(), uncompressed: try fields["uncompressed"]?.bytes(),
                isRounded: try fields["rounded"]?.flag() ?? false)
        }
    }

    private static func presence(
        _ node: YAMLNode?, _ key: String, _ table: inout SourceTable
    ) throws(YAMLError) -> Stated<Presence>? {
        try fact(node, [key], &table) { node, fields throws(YAMLError) in
            let text = try node.required(key, in: fields).line()
            return text == "none" ? .absent : .present(text)
        }
    }

    private static func fact<Value>(
        _ node: YAMLNode?, _ keys: [String], _ table: inout SourceTable,
        _ read: (YAMLNode, [String: YAMLNode]) throws(YAMLError) -> Value
    ) throws(YAMLError) -> Stated<Value>? {
        guard let node else { return nil }
        let fields = try node.mapping(keys + ["source"])
        return Stated(try read(node, fields), source: try table.source(of: node, in: fields))
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: YAMLNode
    ) throws(YAMLError) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try node.line()) else {
            throw node.invalid("is none of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }
}
