/// A value of a YAML text beside its place, so that everything that is said about it can name file, key and line.
///
/// Aliases are resolved: a value behind one has the path of where it is used and the line of where it is written.
public struct YAMLNode: Sendable {
    public enum Content: Sendable {
        case scalar(YAMLScalar)
        case list([YAMLNode])
        /// In the text's order; no key stands twice.
        case mapping([YAMLEntry])
    }

    public let content: Content
    /// As written, without those that say what is plain anyway: `!reset`.
    public let tag: String?
    /// From 1.
    public let line: Int
    /// In Unicode scalars, from 1.
    public let column: Int
    let trail: YAMLTrail

    init(_ content: Content, tag: String? = nil, line: Int, column: Int, trail: YAMLTrail) {
        self.content = content
        self.tag = tag
        self.line = line
        self.column = column
        self.trail = trail
    }

    /// The key's path: `services.web.ports[0]`; empty for the root.
    public var path: String { trail.path }

    /// The text's file or name.
    public var source: String { trail.root.source }

    /// Another value at this one's place.
    public func replaced(by content: Content) -> YAMLNode {
        YAMLNode(content, tag: tag, line: line, column: column, trail: trail)
    }

    /// A refusal of this value.
    public func error(_ reason: YAMLError.Reason) -> YAMLError {
        let root = trail.root
        return YAMLError(
            subject: root.subject, source: root.source, line: line, column: column, path: path, reason: reason)
    }

    /// A refusal of this text; `detail` is a whole sentence's end: "is no absolute path".
    public func invalid(_ detail: String) -> YAMLError {
        error(.invalid(value: scalar?.text ?? "", detail: detail))
    }
}

/// One key of a mapping, and what stands there.
public struct YAMLEntry: Sendable {
    public let name: String
    /// The key itself, at its own place and with its mapping's path.
    public let key: YAMLNode
    public let value: YAMLNode

    public init(name: String, key: YAMLNode, value: YAMLNode) {
        self.name = name
        self.key = key
        self.value = value
    }

    /// Another value at the same key.
    public func replaced(by value: YAMLNode) -> YAMLEntry { YAMLEntry(name: name, key: key, value: value) }
}

/// A text, and how it is written: what plain text may be a number or nothing at all, quoted text is a text.
public struct YAMLScalar: Sendable, Hashable {
    public enum Style: Sendable, Hashable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    public var text: String
    public var style: Style
    /// The text as it stands in the file, where something was put into it: `${NAME}` before `text` had a value.
    public var written: String?

    public init(text: String, style: Style, written: String? = nil) {
        self.text = text
        self.style = style
        self.written = written
    }

    /// YAML 1.2's core schema: a plain `null`, `~` or nothing.
    public var isNull: Bool {
        style == .plain && written == nil && ["", "~", "null", "Null", "NULL"].contains(text)
    }
}

extension YAMLNode {
    /// An empty mapping of no text.
    public static let nothing = YAMLNode(.mapping([]), line: 1, column: 1, trail: .root(subject: "nothing", source: ""))
}
