/// Bytes of a file, from the first to one behind the last.
///
/// Every node has one; line and column are worked out when a person is to see them (`Dockerfile.position`).
public struct SourceRange: Hashable, Sendable {
    public var lower: UInt32
    public var upper: UInt32

    public init(_ lower: Int, _ upper: Int) {
        self.lower = UInt32(truncatingIfNeeded: lower)
        self.upper = UInt32(truncatingIfNeeded: max(lower, upper))
    }

    public var count: Int { Int(upper &- lower) }
    public var isEmpty: Bool { lower == upper }

    /// The places in the array of bytes.
    public var offsets: Range<Int> { Int(lower)..<Int(upper) }

    public func contains(_ other: SourceRange) -> Bool { lower <= other.lower && other.upper <= upper }
}

/// A place as a person counts: lines and columns from 1.
public struct SourcePosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var line: Int
    /// In Unicode scalars, as editors and SARIF count; a tab is one.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (one: SourcePosition, other: SourcePosition) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }

    public var description: String { "\(line):\(column)" }
}
