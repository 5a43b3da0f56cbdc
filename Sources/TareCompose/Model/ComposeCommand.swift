public import TareYAML

/// A command of a service: a text that Compose splits as a shell would, or words.
public struct ComposeCommand: Sendable {
    public enum Form: Sendable, Hashable {
        case text(String)
        case words([String])
        /// Nothing, which takes back what the image has.
        case none
    }

    public var form: Form
    public var node: YAMLNode

    init(_ node: YAMLNode) {
        self.node = node
        switch node.content {
        case .scalar(let scalar): form = scalar.isNull ? .none : .text(scalar.text)
        case .list(let elements): form = .words(elements.compactMap(\.scalar?.text))
        case .mapping: form = .none
        }
    }
}
