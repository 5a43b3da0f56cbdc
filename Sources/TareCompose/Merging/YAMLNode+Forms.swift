internal import TareYAML

/// Other forms of the same value, at the same place.
extension YAMLNode {
    func textNode(_ text: String) -> YAMLNode { replaced(by: .scalar(YAMLScalar(text: text, style: .doubleQuoted))) }

    func flagNode(_ flag: Bool) -> YAMLNode { replaced(by: .scalar(YAMLScalar(text: "\(flag)", style: .plain))) }

    /// A mapping at this place.
    func mappingNode(_ values: [(name: String, value: YAMLNode)]) -> YAMLNode {
        replaced(by: .mapping(values.map { YAMLEntry(name: $0.name, key: textNode($0.name), value: $0.value) }))
    }

    /// A list of names as a mapping of them, each with a value.
    func named(_ value: ((YAMLNode) -> YAMLNode)?) -> YAMLNode {
        guard case .list(let elements) = content else { return self }
        var names: Set<String> = []
        var entries: [YAMLEntry] = []
        for element in elements {
            guard let name = element.scalar?.text, names.insert(name).inserted else { continue }
            let null = element.replaced(by: .scalar(YAMLScalar(text: "", style: .plain)))
            entries.append(YAMLEntry(name: name, key: element, value: value?(element) ?? null))
        }
        return replaced(by: .mapping(entries))
    }

    /// What a service's name in the short form of `depends_on` stands for.
    static func dependency(_ node: YAMLNode) -> YAMLNode {
        node.mappingNode([("condition", node.textNode("service_started")), ("required", node.flagNode(true))])
    }

    /// A build's context alone as the long form.
    var asBuild: YAMLNode {
        guard scalar != nil, !isNull else { return self }
        return mappingNode([("context", self)])
    }

    /// A single text as a list of one.
    var asList: YAMLNode {
        guard scalar != nil, !isNull else { return self }
        return inList
    }

    var inList: YAMLNode { replaced(by: .list([self])) }
}

extension YAMLEntry {
    /// `NAME=value`, or `NAME` where there is none, at the key's place.
    var assignments: [YAMLNode] {
        switch value.content {
        case .scalar(let scalar):
            guard value.tag != "!reset" else { return [] }
            guard !scalar.isNull else { return [key.textNode(name)] }
            let written = scalar.written.map { name + "=" + $0 }
            return [
                key.replaced(
                    by: .scalar(YAMLScalar(text: name + "=" + scalar.text, style: .doubleQuoted, written: written)))
            ]
        case .list(let elements):
            return elements.flatMap { YAMLEntry(name: name, key: $0, value: $0).assignments }
        case .mapping: return []
        }
    }
}
