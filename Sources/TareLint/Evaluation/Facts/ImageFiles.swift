/// The files of an image; the command looks into its layers, the stated facts into a table.
public protocol ImageFiles: Sendable {
    /// What is at an absolute path without `.`, `..` and a slash at its end; links above the last name are followed.
    func file(at path: String) -> FileAnswer
    /// The names in a directory; nil if they are not all known, or it is none.
    func names(in directory: String) -> [String]?
}

/// What is known of a path.
public enum FileAnswer: Hashable, Sendable {
    case found(ImageFile)
    case absent
    case unknown
}

/// A file of an image; nil is not known.
public struct ImageFile: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case file, directory
        /// The target as it is written.
        case symlink(String)
    }

    public var kind: Kind
    /// Permissions.
    public var mode: UInt16?
    public var uid: UInt32?
    public var gid: UInt32?
    /// Sonames that an ELF file needs; empty for others.
    public var needed: [String]?

    public init(
        _ kind: Kind, mode: UInt16? = nil, uid: UInt32? = nil, gid: UInt32? = nil, needed: [String]? = nil
    ) {
        (self.kind, self.mode, self.uid, self.gid, self.needed) = (kind, mode, uid, gid, needed)
    }
}
