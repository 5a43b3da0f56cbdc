/// A stretch of whole lines. The elements of a file follow each other without gaps, so that they print it back.
public struct DockerfileElement: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A byte order mark.
        case mark
        case blank
        case comment
        /// `# syntax=`, `# escape=`, `# check=` at the top.
        case directive
        /// An instruction with the comments and blank lines between its continuations and its here-documents; the
        /// number is its place in `Dockerfile.instructions`.
        case instruction(Int)
        /// What lies behind a bound and was not read.
        case unread
    }

    public var kind: Kind
    public var range: SourceRange
}

/// A line that begins with `#`.
public struct DockerfileComment: Hashable, Sendable {
    /// From `#` to the end of the line.
    public var range: SourceRange
    /// Whether it stands between the lines of an instruction.
    public var isInsideInstruction: Bool
    /// From the line's first byte that BuildKit looks at: indentation counts in its description comments.
    var lineStart: UInt32
}

/// `# name=value` at the very top of a file.
public struct DockerfileDirective: Hashable, Sendable {
    public enum Name: String, Sendable, CaseIterable { case syntax, escape, check }

    public var name: Name
    public var value: String
    /// From `#` to the end of the value.
    public var range: SourceRange
    public var valueRange: SourceRange
}
