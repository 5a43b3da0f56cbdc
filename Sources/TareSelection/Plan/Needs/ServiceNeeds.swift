public import TarePython

/// What a deployment has to give a service, as its sources tell: secrets and how it takes them, and where it says that it is
/// well.
///
/// Read from words and strings, nothing is run: a name that is put together when it runs is not found.
public struct ServiceNeeds: Sendable, Hashable {
    /// A secret that the service reads.
    public struct Secret: Sendable, Hashable {
        public enum Way: Sendable, Hashable {
            /// `/run/secrets/NAME`, where Docker and Kubernetes mount secrets.
            case file
            /// A variable that names a file, such as `GITHUB_TOKEN_FILE`.
            case fileNamed(by: String)
            /// Its own variable, and nothing else.
            case environment
        }

        /// As the variable is named: `GITHUB_TOKEN`.
        public var name: String
        public var way: Way
        /// `path:line`
        public var evidence: String

        public init(name: String, way: Way, evidence: String) {
            (self.name, self.way, self.evidence) = (name, way, evidence)
        }
    }

    /// In ascending order of their names.
    public var secrets: [Secret]
    /// The route that answers when the service is well; `nil` where none of the usual names is a route.
    public var healthPath: String?

    public init(secrets: [Secret] = [], healthPath: String? = nil) {
        (self.secrets, self.healthPath) = (secrets, healthPath)
    }

    /// Reads the Python files of a project; tests, examples and scripts do not count.
    ///
    /// - Parameter packages: names of the packages that are installed, whose own variables count where nothing else is
    ///   read for them.
    public init(of files: [ProjectFile], packages: Set<String> = []) {
        var scan = NeedsScan()
        for file in files where NeedsScan.counts(file.path) { scan.read(file) }
        healthPath = scan.healthPath
        secrets = scan.secrets(packages)
    }
}
