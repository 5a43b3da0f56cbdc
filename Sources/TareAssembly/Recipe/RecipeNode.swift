internal import Yams

/// A value of a recipe beside its place, so that every refusal can name key and line.
struct RecipeNode {
    let node: Node
    let path: String
    let source: String

    private let budget: Budget

    static let maximumBytes = 1 << 20
    static let maximumEntries = 10_000

    /// Entries that one recipe may still have: through aliases a short text can stand for any number of them.
    private final class Budget {
        var entries = 100_000
    }

    private init(_ node: Node, path: String, source: String, budget: Budget) {
        self.node = node
        self.path = path
        self.source = source
        self.budget = budget
    }

    /// The document's root.
    init(parsing text: [UInt8], source: String) throws(RecipeError) {
        guard text.count <= Self.maximumBytes else {
            throw RecipeError(source: source, path: "", reason: .tooLarge(limit: Self.maximumBytes, unit: "bytes"))
        }
        guard AliasCount.of(text) <= AliasCount.maximum else {
            throw RecipeError(source: source, path: "", reason: .tooLarge(limit: AliasCount.maximum, unit: "aliases"))
        }
        let root: Node?
        do {
            guard let text = String(validating: text, as: UTF8.self) else {
                throw RecipeError(source: source, path: "", reason: .notYAML("it is not UTF-8"))
            }
            root = try Yams.compose(yaml: text)
        } catch let error as RecipeError {
            throw error
        } catch let error as YamlError {
            throw Self.refusal(error, source)
        } catch {
            throw RecipeError(source: source, path: "", reason: .notYAML("\(error)"))
        }
        guard let root else { throw RecipeError(source: source, path: "", reason: .notYAML("it is empty")) }
        self.init(root, path: "", source: source, budget: Budget())
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
        try spend(mapping.count)
        var entries: [(key: (text: String, node: RecipeNode), value: RecipeNode)] = []
        for (key, value) in mapping {
            let name = RecipeNode(key, path: path, source: source, budget: budget)
            guard let text = key.scalar?.string else {
                throw name.error(.wrongKind(expected: "a mapping with texts for keys"))
            }
            let inner = path.isEmpty ? text : path + "." + text
            entries.append(((text, name), RecipeNode(value, path: inner, source: source, budget: budget)))
        }
        return entries
    }

    func elements() throws(RecipeError) -> [RecipeNode] {
        guard let sequence = node.sequence else { throw error(.wrongKind(expected: "a list")) }
        guard sequence.count <= Self.maximumEntries else {
            throw error(.tooLarge(limit: Self.maximumEntries, unit: "entries"))
        }
        try spend(sequence.count)
        return sequence.enumerated().map { RecipeNode($1, path: "\(path)[\($0)]", source: source, budget: budget) }
    }

    private func spend(_ count: Int) throws(RecipeError) {
        budget.entries -= count
        guard budget.entries >= 0 else {
            throw error(.tooLarge(limit: 100_000, unit: "entries, with those of aliases"))
        }
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
