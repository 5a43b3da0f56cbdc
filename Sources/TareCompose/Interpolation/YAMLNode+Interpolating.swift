internal import TareDiagnostics
internal import TareYAML

/// Puts values in for the variables of a tree's texts; keys have none.
struct TreeInterpolation {
    let environment: [String: String]
    var diagnostics: [ComposeDiagnostic] = []

    init(_ environment: [String: String]) { self.environment = environment }

    mutating func resolve(_ node: YAMLNode) -> YAMLNode {
        switch node.content {
        case .scalar(let scalar):
            guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return node }
            return resolve(scalar, at: node)
        case .list(let elements):
            var resolved: [YAMLNode] = []
            resolved.reserveCapacity(elements.count)
            for element in elements { resolved.append(resolve(element)) }
            return node.replaced(by: .list(resolved))
        case .mapping(let entries):
            var resolved: [YAMLEntry] = []
            resolved.reserveCapacity(entries.count)
            for entry in entries { resolved.append(entry.replaced(by: resolve(entry.value))) }
            return node.replaced(by: .mapping(resolved))
        }
    }

    private mutating func resolve(_ scalar: YAMLScalar, at node: YAMLNode) -> YAMLNode {
        let interpolation: Interpolation
        do {
            interpolation = try Interpolation(parsing: scalar.text)
        } catch {
            let detail =
                switch error {
                case .malformed: "has a '${' that begins no variable"
                case .tooDeep: "has variables too deep in each other"
                }
            diagnostics.append(
                ComposeDiagnostic(
                    .malformedVariable, "'\(node.path.printable())' \(detail)", hint: "write '$$' for a plain '$'",
                    at: node))
            return node
        }
        let resolution = interpolation.resolved(environment)
        for name in resolution.unset {
            diagnostics.append(
                ComposeDiagnostic(
                    .unsetVariable, "variable '\(name.printable())' is not set and has no default",
                    hint: "write '${\(name.printable()):-default}', or set it", at: node))
        }
        for missing in resolution.missing {
            let words = missing.message.isEmpty ? "" : ": " + missing.message.printable()
            diagnostics.append(
                ComposeDiagnostic(
                    .missingVariable, "required variable '\(missing.name.printable())' is not set\(words)", at: node))
        }
        return node.replaced(
            by: .scalar(YAMLScalar(text: resolution.text, style: scalar.style, written: scalar.text)))
    }
}
