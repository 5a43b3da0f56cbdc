internal import TareYAML

/// Values of compose files as Compose takes them. What is of another kind is `nil`: the shape's check has said so.
extension YAMLNode {
    var placedText: Placed<String>? {
        guard let scalar, !scalar.isNull else { return nil }
        return Placed(value: scalar.text, node: self)
    }

    /// `true`, and what YAML 1.1 took for it: Compose still does.
    var placedFlag: Placed<Bool>? {
        switch scalar?.text.lowercased() {
        case "true", "yes", "y", "on": Placed(value: true, node: self)
        case "false", "no", "n", "off": Placed(value: false, node: self)
        default: nil
        }
    }

    var placedInteger: Placed<Int>? {
        guard let text = scalar?.text, let number = Int(text) else { return nil }
        return Placed(value: number, node: self)
    }

    var placedNumber: Placed<Double>? {
        guard let text = scalar?.text, !text.contains("x"), let number = Double(text), number.isFinite else {
            return nil
        }
        return Placed(value: number, node: self)
    }

    var placedBytes: Placed<ByteCount>? {
        guard let text = scalar?.text, let bytes = ByteCount(parsing: text) else { return nil }
        return Placed(value: bytes, node: self)
    }

    var placedDuration: Placed<ComposeDuration>? {
        guard let text = scalar?.text, let duration = ComposeDuration(parsing: text) else { return nil }
        return Placed(value: duration, node: self)
    }

    /// One text or a list of them.
    var placedTexts: [Placed<String>] {
        switch content {
        case .scalar: placedText.map { [$0] } ?? []
        case .list(let elements): elements.compactMap(\.placedText)
        case .mapping: []
        }
    }

    /// `NAME=value` in a list, or a mapping.
    var assignments: [ComposeAssignment] {
        switch content {
        case .scalar: return []
        case .list(let elements):
            return elements.compactMap { element in
                guard let text = element.scalar?.text else { return nil }
                let name = String(text.prefix { $0 != "=" })
                let value = text.count == name.count ? nil : String(text.dropFirst(name.count + 1))
                let written = element.scalar?.written.map { text in String(text.drop { $0 != "=" }.dropFirst()) }
                return ComposeAssignment(name: name, value: value, written: written ?? value, node: element)
            }
        case .mapping(let entries):
            return entries.compactMap { entry in
                guard let scalar = entry.value.scalar else { return nil }
                let value = scalar.isNull ? nil : scalar.text
                return ComposeAssignment(
                    name: entry.name, value: value, written: scalar.isNull ? nil : scalar.written ?? scalar.text,
                    node: entry.key)
            }
        }
    }

    var items: [YAMLNode] { if case .list(let elements) = content { elements } else { [] } }

    var pairs: [YAMLEntry] { if case .mapping(let entries) = content { entries } else { [] } }
}
