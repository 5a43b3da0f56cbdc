public import TareYAML

/// A name with a value: a variable of the environment, a label, a build argument, a kernel's setting.
public struct ComposeAssignment: Sendable {
    public var name: String
    /// `nil` where the file names it only: the value is taken from Compose's own environment.
    public var value: String?
    /// The value before variables were put in.
    public var written: String?
    /// The name's place.
    public var node: YAMLNode
}
