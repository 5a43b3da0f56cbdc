internal import TareSelection

/// What the files of a deployment say of a service, whatever base it stands on.
public struct ServiceRecipe: Sendable, Hashable {
    /// As hosts are named (RFC 1123): lower-case letters, digits and hyphens.
    public var name: String
    /// Of the image's configuration: words, no shell.
    public var command: [String]
    /// Variables of the image beside `PATH`.
    public var environment: [String: String]
    /// The folder that the service lies in: `/app`.
    public var folder: String
    /// Where its packages are: `/app/.venv`.
    public var environmentFolder: String
    /// `65532:65532`
    public var user: String
    public var stopSignal: String
    /// Where it listens; `nil` for what is no server.
    public var port: Int?
    /// What answers when it is well; `nil` where no route is known, so that only the port can be asked.
    public var healthPath: String?
    public var secrets: [Secret]
    public var packages: PackageRecipe
    /// The image's labels.
    public var labels: [String: String]

    public init(
        name: String, command: [String], environment: [String: String], folder: String, environmentFolder: String,
        user: String, stopSignal: String, port: Int?, healthPath: String?, secrets: [Secret], packages: PackageRecipe,
        labels: [String: String]
    ) {
        (self.name, self.command, self.environment) = (name, command, environment)
        (self.folder, self.environmentFolder, self.user) = (folder, environmentFolder, user)
        (self.stopSignal, self.port, self.healthPath) = (stopSignal, port, healthPath)
        (self.secrets, self.packages, self.labels) = (secrets, packages, labels)
    }
}

extension ServiceRecipe {
    /// A secret and how the service takes it.
    public struct Secret: Sendable, Hashable {
        /// As the variable is named, and the file: `GITHUB_TOKEN`.
        public var name: String
        public var way: Way

        public enum Way: Sendable, Hashable {
            /// `/run/secrets/NAME`
            case file
            /// A variable that has to name the file.
            case fileNamed(by: String)
            /// Its variable, and nothing else.
            case environment
        }

        public init(name: String, way: Way) { (self.name, self.way) = (name, way) }
    }

    /// Where secrets are mounted.
    static let secretsFolder = "/run/secrets"

    var fileSecrets: [Secret] { secrets.filter { $0.way != .environment } }
    var environmentSecrets: [Secret] { secrets.filter { $0.way == .environment } }

    /// Variables that name the files of secrets, in ascending order.
    var secretVariables: [(name: String, value: String)] {
        secrets.compactMap { secret in
            guard case .fileNamed(let variable) = secret.way else { return nil }
            return (variable, Self.secretsFolder + "/" + secret.name)
        }.sorted { $0.name < $1.name }
    }

    /// The health check, by what is in every image of the service: its interpreter and the standard library.
    var healthCommand: [String]? {
        port.map { port in
            [environmentFolder + "/bin/python", "-c", ServicePlan.healthProgram(port: port, path: healthPath)]
        }
    }
}

/// How a service's packages are installed, in the builder: steps in their order, after uv is there.
public struct PackageRecipe: Sendable, Hashable {
    public enum Step: Sendable, Hashable {
        /// Files of the project, relative to it, to the same places below the service's folder.
        case copy([String])
        /// All of the project.
        case copySources
        /// A command: words, no shell.
        case run([String])
        /// A variable for the commands behind it.
        case set(String, String)
    }

    /// The lock's file.
    public var lock: String
    public var steps: [Step]
    /// Whether the project is installed among its packages, so that its files are not needed beside them.
    public var installsProject: Bool

    public init(lock: String, steps: [Step], installsProject: Bool) {
        (self.lock, self.steps, self.installsProject) = (lock, steps, installsProject)
    }
}
