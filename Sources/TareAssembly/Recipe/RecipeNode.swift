internal import Yams

/// A value of a recipe beside its place, so that every refusal can name key and line.
struct RecipeNode {
    let node: Node
    let path: String
    let source: String

    static let maximumBytes = 1 << 20
    static let maximumEntries = 10_000

    private init(_ node: Node, path: String, source: String) {
        self.node = node
        self.path = path
        self.source = source
    }

    /// The document's root.
    init(parsing text: [UInt8], source: String) throws(RecipeError) {
        guard text.count <= Self.maximumBytes else {
            throw RecipeError(source: source, path: "", reason: .tooLarge(limit: Self.maximumBytes, unit: "bytes"))
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(decoding: text, as: UTF8.self))
        } catch let error as YamlError {
            throw Self.refusal(error, source)
        } catch {
            throw RecipeError(source: source, path: "", reason: .notYAML("\(error)"))
        }
        guard let root else { throw RecipeError(source: source, path: "", reason: .notYAML("it is empty")) }
        self.init(root, path: "", source: source)
    }

    private static func refusal(_ error: YamlError, _ source: String) -> RecipeError {
        var place: (line: Int, column: Int)?
        let detail: String
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            place = (mark.line, mark.column)
            detail = problem
        case .duplicatedKeysInMapping(let duplicates, let context):
            place = (context.mark.line, context.mark.column)
            detail = "a key stands twice: " + duplicates.sorted().joined(separator: ", ")
        default: detail = "it cannot be parsed"
        }
        return RecipeError(source: source, line: place?.line, column: place?.column, path: "", reason: .notYAML(detail))
    }

    func error(_ reason: RecipeError.Reason) -> RecipeError {
        RecipeError(source: source, line: node.mark?.line, column: node.mark?.column, path: path, reason: reason)
    }

    func invalid(_ detail: String) -> RecipeError { error(.invalid(value: node.scalar?.string ?? "", detail: detail)) }

    /// The values of a mapping whose keys are all among `known`.
    func mapping(_ known: [String]) throws(RecipeError) -> [String: RecipeNode] {
        var values: [String: RecipeNode] = [:]
        for (key, value) in try entries() {
            guard known.contains(key.text) else { throw key.node.error(.unknownKey(key.text, known: known)) }
            values[key.text] = value
        }
        return values
    }

    /// The keys and values of a mapping in their order.
    func entries() throws(RecipeError) -> [(key: (text: String, node: RecipeNode), value: RecipeNode)] {
        guard let mapping = node.mapping else { throw error(.wrongKind(expected: "a mapping")) }
        guard mapping.count <= Self.maximumEntries else {
            throw error(.tooLarge(limit: Self.maximumEntries, unit: "keys"))
        }
        var entries: [(key: (text: String, node: RecipeNode), value: RecipeNode)] = []
        for (key, value) in mapping {
            let name = RecipeNode(key, path: path, source: source)
            guard let text = key.scalar?.string else {
                throw name.error(.wrongKind(expected: "a mapping with texts for keys"))
            }
            let inner = path.isEmpty ? text : path + "." + text
            entries.append(((text, name), RecipeNode(value, path: inner, source: source)))
        }
        return entries
    }

    func elements() throws(RecipeError) -> [RecipeNode] {
        guard let sequence = node.sequence else { throw error(.wrongKind(expected: "a list")) }
        guard sequence.count <= Self.maximumEntries else {
            throw error(.tooLarge(limit: Self.maximumEntries, unit: "entries"))
        }
        return sequence.enumerated().map { RecipeNode($1, path: "\(path)[\($0)]", source: source) }
    }

    func text() throws(RecipeError) -> String {
        guard let scalar = node.scalar else { throw error(.wrongKind(expected: "a text")) }
        guard !scalar.string.utf8.contains(0) else { throw invalid("contains a NUL") }
        return scalar.string
    }

    func flag() throws(RecipeError) -> Bool {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default: throw error(.wrongKind(expected: "true or false"))
        }
    }

    func required(_ name: String, in values: [String: RecipeNode]) throws(RecipeError) -> RecipeNode {
        guard let value = values[name] else { throw error(.missingKey(name)) }
        return value
    }
}
