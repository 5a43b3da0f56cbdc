import TareCompose
import TareYAML

/// A project of texts, the first being the base of the others.
func project(_ texts: String..., environment: [String: String] = [:]) throws -> ComposeProject {
    var files: [ComposeFile] = []
    for (index, text) in texts.enumerated() {
        files.append(
            try ComposeFile(parsing: Array(text.utf8), source: index == 0 ? "compose.yaml" : "over\(index).yaml"))
    }
    return ComposeProject(files, environment: environment)
}

extension YAMLNode {
    /// A tree as one line, keys in order: `{a: [1, 2]}`; nothing is `~`.
    var sketch: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "~" : scalar.text
        case .list(let elements): "[" + elements.map(\.sketch).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{"
                + entries.sorted { $0.name < $1.name }.map { "\($0.name): \($0.value.sketch)" }.joined(separator: ", ")
                + "}"
        }
    }
}

extension ComposeProject {
    /// What stands at a key, as a sketch.
    func sketch(_ keys: String...) -> String? {
        keys.reduce(Optional(root)) { $0?[$1] }?.sketch
    }

    /// `kind line:column message` of each.
    var complaints: [String] { diagnostics.map { "\($0.kind.rawValue) \($0.line):\($0.column) \($0.message)" } }
}
