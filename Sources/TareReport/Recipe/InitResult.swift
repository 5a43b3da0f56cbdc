public import TareOCI

/// What `tare init` answers (`tare.init/1`).
public struct InitResult: Codable, Sendable, Hashable {
    public var schema = "tare.init/1"
    public var project: String
    /// `server:app`
    public var application: String
    /// The bases that Dockerfiles were written for, the one of `compose.yaml` first.
    public var bases: [Base]
    /// In the order in which they are to be read.
    public var files: [File]
    /// What somebody should know before building.
    public var notes: [String]
    /// Bases that were asked for by `--all` and got no Dockerfile.
    public var skipped: [Skipped]

    public init(
        project: String, application: String, bases: [Base], files: [File], notes: [String], skipped: [Skipped]
    ) {
        (self.project, self.application, self.bases) = (project, application, bases)
        (self.files, self.notes, self.skipped) = (files, notes, skipped)
    }

    public struct Base: Codable, Sendable, Hashable {
        public var id: String
        /// As `FROM` has it, without a digest.
        public var image: String
        /// `null` where no registry told.
        @OrNull public var digest: Digest?
        public var python: String
        public var dockerfile: String

        public init(id: String, image: String, digest: Digest?, python: String, dockerfile: String) {
            (self.id, self.image, self.python, self.dockerfile) = (id, image, python, dockerfile)
            self.digest = digest
        }
    }

    public struct File: Codable, Sendable, Hashable {
        public enum Status: String, Codable, Sendable, Hashable {
            /// It was not there, and is now.
            case written
            /// It was there with other content, and `--force` said to replace it.
            case replaced
            /// It is there as it would be written.
            case unchanged
            /// It is not there; nothing was written.
            case missing
            /// It is there with other content; nothing was written.
            case differs
        }

        public var path: String
        public var status: Status
        public var content: String
        /// From what is on disk to what would be written, as `diff -u` has it; empty unless it differs or is missing.
        public var diff: String

        public init(path: String, status: Status, content: String, diff: String = "") {
            (self.path, self.status, self.content, self.diff) = (path, status, content, diff)
        }
    }

    public struct Skipped: Codable, Sendable, Hashable {
        public var id: String
        public var reason: String

        public init(id: String, reason: String) { (self.id, self.reason) = (id, reason) }
    }

    /// Whether every file is on disk as it would be written.
    public var isUpToDate: Bool { files.allSatisfy { ![.missing, .differs].contains($0.status) } }
}
