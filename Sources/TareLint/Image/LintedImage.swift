/// A built image as its rules see it: what its configuration says, the texts of a few files, and what all files are.
public struct LintedImage: Sendable {
    /// An entry of the merged tree.
    public struct File: Sendable, Hashable {
        /// From the root, without a leading slash.
        public var path: String
        /// Permission bits, setuid and setgid among them.
        public var mode: UInt16
        public var bytes: UInt64
        public var isDirectory: Bool

        public init(path: String, mode: UInt16, bytes: UInt64, isDirectory: Bool = false) {
            self.path = path
            self.mode = mode
            self.bytes = bytes
            self.isDirectory = isDirectory
        }
    }

    /// What made a layer or changed the configuration: `created_by`, and whether it left the files alone.
    public struct Step: Sendable, Hashable {
        public var createdBy: String
        public var isEmpty: Bool

        public init(createdBy: String, isEmpty: Bool) {
            self.createdBy = createdBy
            self.isEmpty = isEmpty
        }
    }

    /// The tag that it goes by; nil where it goes by a digest or lies on disk.
    public var tag: String?
    public var user: String?
    public var hasHealthcheck = false
    /// `NAME=value` each.
    public var environment: [String] = []
    public var volumes: [String] = []
    public var history: [Step] = []
    /// Regular files and directories.
    public var files: [File] = []
    /// The bytes of `/etc/passwd`, `/etc/group` and `/etc/shadow`, by path without a leading slash; what is not there is
    /// missing.
    public var texts: [String: [UInt8]] = [:]
    /// Files that should have been read and could not be: their rules do not pass for clean.
    public var unread: [String] = []
    /// Whether the machine that asks has `DOCKER_CONTENT_TRUST` set.
    public var usesContentTrust = false

    public init() {}
}
