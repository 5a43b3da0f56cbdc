internal import Yams

/// A value of a catalogue document beside its place, so that every refusal can name key and line.
struct CatalogueNode {
    let node: Node
    let path: String
    let source: String

    static let maximumBytes = 1 << 16
    static let maximumEntries = 1_000

    private init(_ node: Node, path: String, source: String) {
        self.node = node
        self.path = path
        self.source = source
    }

    /// The document's root. Aliases are refused: no entry needs them, and through them a short text stands for any length.
    init(parsing text: [UInt8], source: String) throws(CatalogueError) {
        func refusal(_ reason: CatalogueError.Reason, line: Int? = nil, column: Int? = nil) -> CatalogueError {
            CatalogueError(source: source, line: line, column: column, reason: reason)
        }
        guard text.count <= Self.maximumBytes else {
            throw refusal(.tooLarge(limit: Self.maximumBytes, unit: "bytes"))
        }
        guard let string = String(validating: text, as: UTF8.self) else { throw refusal(.notYAML("it is not UTF-8")) }
        guard !Self.hasAlias(text) else { throw refusal(.tooLarge(limit: 0, unit: "aliases")) }
        let root: Node?
        do {
            root = try Yams.compose(yaml: string)
        } catch {
            switch error as? YamlError {
            case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
                .composer(_, let problem, let mark, _)?:
                throw refusal(.notYAML(problem), line: mark.line, column: mark.column)
            case .duplicatedKeysInMapping(let duplicates, let context)?:
                throw refusal(
                    .notYAML("a key stands twice: " + duplicates.sorted().joined(separator: ", ")),
                    line: context.mark.line, column: context.mark.column)
            default: throw refusal(.notYAML("it cannot be parsed"))
            }
        }
        guard let root else { throw refusal(.notYAML("it is empty")) }
        self.init(root, path: "", source: source)
    }

    /// Whether both an anchor and an alias may stand in the text: never fewer than the parser sees.
    private static func hasAlias(_ text: [UInt8]) -> Bool {
        func has(_ sign: UInt8) -> Bool {
            zip(text, text.dropFirst()).contains { $0 == sign && $1 > UInt8(ascii: " ") }
        }
        return has(UInt8(ascii: "&")) && has(UInt8(ascii: "*"))
    }

    func error(_ reason: CatalogueError.Reason) -> CatalogueError {
        CatalogueError(source: source, line: node.mark?.line, column: node.mark?.column, path: path, reason: reason)
    }

    func invalid(_ detail: String) -> CatalogueError {
        error(.invalid(value: node.scalar?.string ?? "", detail: detail))
    }

    /// The values of a mapping whose keys are all among `known`.
    func mapping(_ known: [String]) throws(CatalogueError) -> [String: CatalogueNode] {
        var values: [String: CatalogueNode] = [:]
        for (key, value) in try entries() {
            guard known.contains(key.text) else { throw key.node.error(.unknownKey(key.text, known: known)) }
            values[key.text] = value
        }
        return values
    }

    /// The keys and values of a mapping in their order.
    func entries() throws(CatalogueError) -> [(key: (text: String, node: CatalogueNode), value: CatalogueNode)] {
        guard let mapping = node.mapping else { throw error(.wrongKind(expected: "a mapping")) }
        guard mapping.count <= Self.maximumEntries else {
            throw error(.tooLarge(limit: Self.maximumEntries, unit: "keys"))
        }
        var entries: [(key: (text: String, node: CatalogueNode), value: CatalogueNode)] = []
        for (key, value) in mapping {
            let name = CatalogueNode(key, path: path, source: source)
            guard let text = key.scalar?.string else {
                throw name.error(.wrongKind(expected: "a mapping with texts for keys"))
            }
            let inner = path.isEmpty ? text : path + "." + text
            entries.append(((text, name), CatalogueNode(value, path: inner, source: source)))
        }
        return entries
    }

    func elements() throws(CatalogueError) -> [CatalogueNode] {
        guard let sequence = node.sequence else { throw error(.wrongKind(expected: "a list")) }
        guard sequence.count <= Self.maximumEntries else {
            throw error(.tooLarge(limit: Self.maximumEntries, unit: "entries"))
        }
        return sequence.enumerated().map { CatalogueNode($1, path: "\(path)[\($0)]", source: source) }
    }

    func required(_ name: String, in values: [String: CatalogueNode]) throws(CatalogueError) -> CatalogueNode {
        guard let value = values[name] else { throw error(.missingKey(name)) }
        return value
    }
}
