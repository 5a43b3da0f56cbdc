public import TareYAML

/// A value beside the node that it was read from: its file, key, line and column, and its text before variables had
/// values.
public struct Placed<Value: Sendable & Hashable>: Sendable {
    public var value: Value
    public var node: YAMLNode

    /// The text as the file has it: `${TOKEN}` where the value is what that stands for.
    public var written: String? { node.scalar.map { $0.written ?? $0.text } }

    /// Whether the file leaves the value to a variable, at least in part.
    public var isVariable: Bool { node.scalar?.written != nil }
}

extension Placed: Equatable {
    /// Places are not compared.
    public static func == (left: Placed, right: Placed) -> Bool { left.value == right.value }
}

extension Placed: Hashable {
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
