public import TareOCI

/// What is in an image, and where it came from, to be written as a software bill of materials.
///
/// The inventory says what is there; what is known beside it (a lock's files and edges) is added by name and version.
public struct BillOfMaterials: Sendable {
    /// The image that it is about.
    public struct Subject: Sendable {
        public var name: String
        public var version: String?
        /// The manifest's.
        public var digest: Digest
        public var platform: Platform
        /// RFC 3339 in UTC: when all of it is said to be made.
        public var created: String

        public init(name: String, version: String?, digest: Digest, platform: Platform, created: String) {
            (self.name, self.version, self.digest) = (name, version, digest)
            (self.platform, self.created) = (platform, created)
        }
    }

    /// A published file: a wheel, an archive of an interpreter.
    public struct Origin: Sendable, Hashable {
        /// Without a user or password; `nil` for a file on disk.
        public var url: String?
        /// In hexadecimal.
        public var sha256: String?

        public init(url: String?, sha256: String?) { (self.url, self.sha256) = (url, sha256) }
    }

    /// The service that the image was made for.
    public struct Application: Sendable {
        public var name: String
        public var version: String?
        /// The packages that it asks for itself, by normalised name; `nil` where the lock does not tell.
        public var dependencies: [String]?

        public init(name: String, version: String?, dependencies: [String]?) {
            (self.name, self.version, self.dependencies) = (name, version, dependencies)
        }
    }

    public var subject: Subject
    public var application: Application?
    public var inventory: ImageInventory
    /// Of Python packages, by normalised name; they hold for the version that was installed from them.
    public var origins: [String: (version: String?, origin: Origin)] = [:]
    /// Of interpreters, by path.
    public var interpreterOrigins: [String: Origin] = [:]
    /// Edges between Python packages by normalised name, as the lock has them.
    public var dependencies: [String: [String]] = [:]
    /// The program that writes it.
    public var tool: (name: String, version: String)

    public init(
        _ subject: Subject, _ inventory: ImageInventory, application: Application? = nil,
        tool: (name: String, version: String)
    ) {
        (self.subject, self.inventory) = (subject, inventory)
        (self.application, self.tool) = (application, tool)
    }
}
