internal import TareDiagnostics
internal import TareYAML

extension ComposeShape {
    /// Says what in a tree is of another shape. Nothing is refused: Compose grows, and so do its users' files.
    func check(_ node: YAMLNode, _ diagnostics: inout [ComposeDiagnostic]) {
        guard !isAnything, node.tag != "!reset" else { return }
        switch node.content {
        case .scalar(let scalar):
            // A text with variables may become anything.
            guard !fits(scalar) else { return }
            diagnostics.append(wrongKind(node))
        case .list(let elements):
            guard let element else { return diagnostics.append(wrongKind(node)) }
            for node in elements { element.check(node, &diagnostics) }
        case .mapping(let entries):
            guard isMapping else { return diagnostics.append(wrongKind(node)) }
            for entry in entries {
                if let shape = keys[entry.name] ?? anyKey {
                    shape.check(entry.value, &diagnostics)
                } else if !entry.name.hasPrefix("x-") {
                    diagnostics.append(unknown(entry))
                }
            }
        }
    }

    /// Says which keys a mapping lacks: only where all files are one, since each may bring some of them.
    func checkRequired(_ node: YAMLNode, _ diagnostics: inout [ComposeDiagnostic]) {
        switch node.content {
        case .scalar: break
        case .list(let elements):
            guard let element else { return }
            for node in elements { element.checkRequired(node, &diagnostics) }
        case .mapping(let entries):
            for name in requires where !entries.contains(where: { $0.name == name }) {
                diagnostics.append(
                    ComposeDiagnostic(.missingKey, "'\(node.path.printable())' lacks '\(name)'", at: node))
            }
            for entry in entries { (keys[entry.name] ?? anyKey)?.checkRequired(entry.value, &diagnostics) }
        }
    }

    private func fits(_ scalar: YAMLScalar) -> Bool {
        if scalar.text.utf8.contains(UInt8(ascii: "$")) || scalar.written != nil { return !scalars.isEmpty }
        return scalars.contains(scalar.kind)
    }

    private func wrongKind(_ node: YAMLNode) -> ComposeDiagnostic {
        let name = node.path.isEmpty ? "the file" : "'\(node.path.printable())'"
        var hint: String?
        if let scalar = node.scalar, scalars.contains(.text), !scalars.contains(scalar.kind), !scalar.isNull {
            hint = "write it in quotes: \"\(scalar.text.printable())\""
        }
        return ComposeDiagnostic(.wrongKind, "\(name) is not \(expected)", hint: hint, at: node)
    }

    private func unknown(_ entry: YAMLEntry) -> ComposeDiagnostic {
        let place = entry.key.path.isEmpty ? "the file" : "'\(entry.key.path.printable())'"
        let near = keys.keys.filter { $0.isNear(entry.name) }.min()
        return ComposeDiagnostic(
            .unknownKey, "\(place) has an unknown key '\(entry.name.printable())'",
            hint: near.map { "did you mean '\($0)'?" }
                ?? "remove it, or begin its name with 'x-' if it is meant for another tool",
            at: entry.key)
    }

    /// `a text, a list or a mapping`.
    private var expected: String {
        var kinds: [String] = []
        if scalars.contains(.text) { kinds.append("a text") }
        if scalars.contains(.fraction) {
            kinds.append("a number")
        } else if scalars.contains(.integer) {
            kinds.append("a whole number")
        }
        if scalars.contains(.flag) { kinds.append("true or false") }
        if element != nil { kinds.append("a list") }
        if isMapping { kinds.append("a mapping") }
        if scalars.contains(.null) { kinds.append("nothing") }
        guard let last = kinds.popLast() else { return "anything" }
        return kinds.isEmpty ? last : kinds.joined(separator: ", ") + " or " + last
    }
}

extension String {
    /// Whether one letter added, left out or replaced, or two swapped, makes one of the other.
    fileprivate func isNear(_ other: String) -> Bool {
        let (mine, theirs) = (Array(utf8), Array(other.utf8))
        guard abs(mine.count - theirs.count) <= 1, mine != theirs else { return false }
        let head = zip(mine, theirs).prefix { $0 == $1 }.count
        let (left, right) = (mine[head...], theirs[head...])
        if left.dropFirst() == right.dropFirst() || left.dropFirst() == right || left == right.dropFirst() {
            return true
        }
        return left.count == right.count && left.count >= 2 && Array(left.prefix(2)) == right.prefix(2).reversed()
            && left.dropFirst(2) == right.dropFirst(2)
    }
}
