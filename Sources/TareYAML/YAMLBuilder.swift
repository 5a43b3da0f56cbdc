internal import Yams

/// Makes nodes of the parser's: resolves aliases and merge keys, and counts what that costs.
struct YAMLBuilder {
    private let limits: YAMLLimits
    private let mergesKeys: Bool
    private var entriesLeft: Int
    /// The latest value of each anchor so far, as YAML has it.
    private var anchors: [Substring: YAMLNode] = [:]

    init(limits: YAMLLimits, mergesKeys: Bool) {
        self.limits = limits
        self.mergesKeys = mergesKeys
        entriesLeft = limits.entries
    }

    /// Anchors hold for one document.
    mutating func forgetAnchors() { anchors = [:] }

    mutating func build(
        _ node: Node, at trail: YAMLTrail, depth: Int = 0, isKey: Bool = false
    ) throws(YAMLError) -> YAMLNode {
        let line = node.mark?.line ?? 1
        let column = node.mark?.column ?? 1
        func place(_ content: YAMLNode.Content, tag: Tag? = nil) -> YAMLNode {
            // A key's tag is what Yams resolved it to, to hash it.
            YAMLNode(content, tag: isKey ? nil : Self.name(tag), line: line, column: column, trail: trail)
        }
        let built: YAMLNode
        let anchor: Anchor?
        switch node {
        case .scalar(let scalar):
            let style = YAMLScalar.Style(scalar.style)
            if style == .plain, let name = AliasMarks.alias(scalar.string) {
                let here = place(.scalar(YAMLScalar(text: AliasMarks.restored(scalar.string), style: .plain)))
                guard scalar.anchor == nil, isKey || scalar.tag.rawValue.isEmpty,
                    name.utf8.allSatisfy(AliasMarks.isNameByte)
                else {
                    throw here.error(.notYAML("what stands behind '\(here.scalar?.text ?? "*")' belongs to nothing"))
                }
                guard let value = anchors[name] else { throw here.error(.notYAML("found undefined alias")) }
                return try moved(value, to: trail, depth: depth)
            }
            anchor = scalar.anchor
            let isQuoted = style != .plain && scalar.tag.rawValue == Tag.Name.str.rawValue
            let value = YAMLScalar(text: AliasMarks.restored(scalar.string), style: style)
            built = place(.scalar(value), tag: isQuoted ? nil : scalar.tag)
        case .sequence(let sequence):
            anchor = sequence.anchor
            try enter(place(.list([])), depth: depth, count: sequence.count)
            var elements: [YAMLNode] = []
            elements.reserveCapacity(sequence.count)
            for (index, element) in sequence.enumerated() {
                elements.append(try build(element, at: .index(index, in: trail), depth: depth + 1))
            }
            built = place(.list(elements), tag: sequence.tag)
        case .mapping(let mapping):
            anchor = mapping.anchor
            try enter(place(.mapping([])), depth: depth, count: mapping.count)
            built = place(.mapping(try entries(of: mapping, at: trail, depth: depth)), tag: mapping.tag)
        case .alias:
            throw place(.mapping([])).error(.notYAML("found undefined alias"))
        }
        if let anchor { anchors[Substring(anchor.rawValue)] = built }
        return built
    }

    private mutating func entries(
        of mapping: Node.Mapping, at trail: YAMLTrail, depth: Int
    ) throws(YAMLError) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        entries.reserveCapacity(mapping.count)
        var names: Set<String> = []
        var merged: [YAMLNode] = []
        for (key, value) in mapping {
            let name = try build(key, at: trail, depth: depth + 1, isKey: true)
            guard let scalar = name.scalar else {
                throw name.error(.wrongKind(expected: "a mapping with texts for keys"))
            }
            if mergesKeys, scalar.text == "<<", scalar.style == .plain {
                let value = try build(value, at: trail, depth: depth)
                if case .list(let values) = value.content { merged += values } else { merged.append(value) }
                continue
            }
            guard names.insert(scalar.text).inserted else {
                throw name.error(.notYAML("a key stands twice: " + scalar.text))
            }
            let value = try build(value, at: .key(scalar.text, in: trail), depth: depth + 1)
            entries.append(YAMLEntry(name: scalar.text, key: name, value: value))
        }
        // What stands in the mapping itself comes first, then what is merged in, in its order (yaml.org/type/merge).
        for node in merged {
            guard case .mapping(let others) = node.content else {
                throw node.error(.wrongKind(expected: "a mapping to merge"))
            }
            for entry in others where names.insert(entry.name).inserted {
                let value = try moved(entry.value, to: .key(entry.name, in: trail), depth: depth + 1)
                entries.append(YAMLEntry(name: entry.name, key: entry.key, value: value))
            }
        }
        return entries
    }

    /// The same value as seen from another place, every entry counted again.
    private mutating func moved(_ node: YAMLNode, to trail: YAMLTrail, depth: Int) throws(YAMLError) -> YAMLNode {
        let content: YAMLNode.Content
        switch node.content {
        case .scalar: content = node.content
        case .list(let elements):
            try enter(node, depth: depth, count: elements.count)
            var moved: [YAMLNode] = []
            for (index, element) in elements.enumerated() {
                moved.append(try self.moved(element, to: .index(index, in: trail), depth: depth + 1))
            }
            content = .list(moved)
        case .mapping(let entries):
            try enter(node, depth: depth, count: entries.count)
            var moved: [YAMLEntry] = []
            for entry in entries {
                let value = try self.moved(entry.value, to: .key(entry.name, in: trail), depth: depth + 1)
                moved.append(entry.replaced(by: value))
            }
            content = .mapping(moved)
        }
        return YAMLNode(content, tag: node.tag, line: node.line, column: node.column, trail: trail)
    }

    private mutating func enter(_ node: YAMLNode, depth: Int, count: Int) throws(YAMLError) {
        guard depth < limits.depth else { throw node.error(.tooLarge(limit: limits.depth, unit: "levels")) }
        entriesLeft -= count
        guard entriesLeft >= 0 else {
            throw node.error(.tooLarge(limit: limits.entries, unit: "entries, with those of aliases"))
        }
    }

    private static func name(_ tag: Tag?) -> String? {
        guard let name = tag?.rawValue, !name.isEmpty else { return nil }
        return AliasMarks.restored(name)
    }
}

extension YAMLScalar.Style {
    fileprivate init(_ style: Node.Scalar.Style) {
        switch style {
        case .singleQuoted: self = .singleQuoted
        case .doubleQuoted: self = .doubleQuoted
        case .literal: self = .literal
        case .folded: self = .folded
        case .any, .plain: self = .plain
        }
    }
}
