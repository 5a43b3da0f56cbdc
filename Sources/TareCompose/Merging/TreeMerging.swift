internal import TareDiagnostics
internal import TareYAML

/// Puts one tree over another by the rules of Compose, every value at the place where it is written.
struct TreeMerging {
    var diagnostics: [ComposeDiagnostic] = []
    /// Entries that merged lists and mappings may still have: many services may extend a large one.
    var entriesLeft = 100_000

    mutating func merge(_ base: YAMLNode, _ over: YAMLNode, _ rule: MergeRule) -> YAMLNode {
        if over.tag == "!override" { return over }
        switch rule {
        case .plain(let rules): return plain(base, over, rules)
        case .named(let rule): return mappings(base, over) { _ in rule }
        case .replace: return over
        case .list: return spent(over.isNull ? base : over, .list(sequence(base, resetting: over) + sequence(over)))
        case .distinct:
            let first = sequence(base)
            let known = Set(first.compactMap { $0.scalar?.text })
            let second = sequence(over).filter { node in node.scalar.map { !known.contains($0.text) } ?? true }
            return spent(over, .list(first + second))
        case .names: return mappings(base.named(nil), over.named(nil)) { _ in .plain() }
        case .dependencies:
            return mappings(base.named(YAMLNode.dependency), over.named(YAMLNode.dependency)) { _ in .plain() }
        case .build(let rules): return mappings(base.asBuild, over.asBuild) { rules[$0] ?? .plain() }
        case .logging:
            if let new = over["driver"]?.scalar, let old = base["driver"]?.scalar, new.text != old.text { return over }
            return mappings(base, over) { _ in .plain() }
        case .subnets: return subnets(base, over)
        }
    }

    private mutating func plain(_ base: YAMLNode, _ over: YAMLNode, _ rules: [String: MergeRule]) -> YAMLNode {
        if over.isNull { return base }
        switch (base.content, over.content) {
        case (.mapping, _): return mappings(base, over) { rules[$0] ?? .plain() }
        case (.list(let first), .list(let second)): return spent(over, .list(first + second))
        case (.list, _): return conflict(base, over)
        case (.scalar, _): return over
        }
    }

    private mutating func mappings(
        _ base: YAMLNode, _ over: YAMLNode, _ rule: (String) -> MergeRule
    ) -> YAMLNode {
        if over.isNull { return base }
        if base.isNull { return over }
        guard case .mapping(let first) = base.content, case .mapping(let second) = over.content else {
            return conflict(base, over)
        }
        var merged: [YAMLEntry] = []
        var rest = Dictionary(second.map { ($0.name, $0) }) { first, _ in first }
        for entry in first {
            guard let other = rest.removeValue(forKey: entry.name) else {
                merged.append(entry)
                continue
            }
            guard other.value.tag != "!reset" else { continue }
            // The key stands where the value that counts does.
            let value = merge(entry.value, other.value, rule(entry.name))
            merged.append(YAMLEntry(name: entry.name, key: other.key, value: value))
        }
        for entry in second where rest[entry.name] != nil && entry.value.tag != "!reset" { merged.append(entry) }
        return spent(over, .mapping(merged))
    }

    private mutating func conflict(_ base: YAMLNode, _ over: YAMLNode) -> YAMLNode {
        diagnostics.append(
            ComposeDiagnostic(
                .conflict, "'\(over.path.printable())' is of another kind than in \(base.source.printable())", at: over)
        )
        return over
    }

    /// The value with what it cost counted; the last value as it was when nothing is left.
    private mutating func spent(_ node: YAMLNode, _ content: YAMLNode.Content) -> YAMLNode {
        let count =
            switch content {
            case .list(let elements): elements.count
            case .mapping(let entries): entries.count
            case .scalar: 0
            }
        guard entriesLeft >= count else {
            if entriesLeft > 0 {
                diagnostics.append(ComposeDiagnostic(.tooLarge, "there is too much to merge", at: node))
            }
            entriesLeft = 0
            return node
        }
        entriesLeft -= count
        return node.replaced(by: content)
    }

    /// Blocks of addresses, those of one subnet made one.
    private mutating func subnets(_ base: YAMLNode, _ over: YAMLNode) -> YAMLNode {
        guard case .list(let first) = base.content, case .list(let second) = over.content else {
            return conflict(base, over)
        }
        var merged = first
        for block in second {
            let subnet = block["subnet"]?.scalar?.text
            if let place = merged.firstIndex(where: { $0["subnet"]?.scalar?.text == subnet }) {
                merged[place] = mappings(merged[place], block) { _ in .plain() }
            } else {
                merged.append(block)
            }
        }
        return spent(over, .list(merged))
    }

    /// A list's elements, a mapping's entries as `NAME=value`, a single value alone.
    private func sequence(_ node: YAMLNode, resetting over: YAMLNode? = nil) -> [YAMLNode] {
        let elements: [YAMLNode] =
            switch node.content {
            case .list(let elements): elements
            case .scalar: node.isNull ? [] : [node]
            case .mapping(let entries): entries.flatMap(\.assignments)
            }
        guard case .mapping(let entries)? = over?.content else { return elements }
        let reset = entries.filter { $0.value.tag == "!reset" }.map(\.name)
        guard !reset.isEmpty else { return elements }
        return elements.filter { element in
            !reset.contains(String(element.scalar?.text.split(separator: "=", maxSplits: 1).first ?? ""))
        }
    }
}
