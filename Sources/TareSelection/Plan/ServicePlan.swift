public import TareOCI
public import TarePython

/// An image that does not exist yet: a measured base, and on it the environment with its packages and the application.
public struct ServicePlan: Sendable {
    /// A file of the application, relative to its folder.
    public struct ApplicationFile: Sendable {
        public var path: String
        public var content: [UInt8]
        public var isExecutable: Bool

        public init(path: String, content: [UInt8], isExecutable: Bool) {
            (self.path, self.content, self.isExecutable) = (path, content, isExecutable)
        }
    }

    /// The layer that changes with the lock, and the one that changes with the code.
    public let dependencies: LayerPlan
    public let application: LayerPlan
    public let config: ImageConfig

    /// Where the service lies, and what it works in.
    public static let folder = "/app"
    /// Of nobody: it owns nothing in the image, so that it can change nothing.
    static let user = "65532:65532"
    static let port = 8000

    /// - Parameters:
    ///   - base: the base's configuration.
    ///   - start: how the application starts; `nil` leaves the base's own command.
    public init(
        base: ImageConfig, environment: EnvironmentPlan,
        wheels: [(reading: WheelReading, installation: WheelInstallation)],
        files: [ApplicationFile], start: PythonApplication?, servers: Set<String>
    ) throws {
        try self.init(
            base: base, environment: environment,
            packages: wheels.map { try LayerPart($0.installation, of: $0.reading, at: environment.root) },
            application: Self.part(of: files), start: start, servers: servers)
    }

    /// - Parameters:
    ///   - packages: what installing each wheel makes of the environment.
    ///   - application: `part(of:)` the files; the same for every base.
    ///   - wheel: what installing the project itself makes of the environment, for one that is a package.
    ///   - healthPath: the route that answers when the service is well; `nil` where it has none, and its port is all that
    ///     can be asked.
    ///   - time: of the entries that are made here, in seconds since 1970.
    public init(
        base: ImageConfig, environment: EnvironmentPlan, packages: [LayerPart], application: LayerPart,
        wheel: LayerPart? = nil, start: PythonApplication?, servers: Set<String>, healthPath: String? = "/health",
        time: Int64 = 0
    ) throws {
        var dependencies = LayerPlan("dependencies", time: time)
        try environment.write(to: &dependencies)
        for package in packages { dependencies.add(package) }
        self.dependencies = dependencies
        var files = LayerPlan("application", time: time)
        files.add(application)
        if let wheel { files.add(wheel) }
        self.application = files
        config = Self.config(base, environment, start, servers, healthPath)
    }

    /// The application's files where they will lie, packed.
    public static func part(of files: [ApplicationFile], time: Int64 = 0) throws -> LayerPart {
        var builder = LayerPartBuilder(time: time)
        let folder = String(folder.dropFirst())
        builder.add(folder, .directory)
        for file in files {
            builder.add(folder + "/" + file.path, .file(file.content, mode: file.isExecutable ? 0o755 : 0o644))
        }
        return try builder.finish()
    }

    private static func config(
        _ base: ImageConfig, _ environment: EnvironmentPlan, _ start: PythonApplication?, _ servers: Set<String>,
        _ healthPath: String?
    ) -> ImageConfig {
        var config = base
        var execution = base.config ?? .init()
        var variables = (execution.env ?? []).filter { !$0.hasPrefix("PATH=") && !$0.hasPrefix("VIRTUAL_ENV=") }
        let path = (execution.env ?? []).first { $0.hasPrefix("PATH=") }?.dropFirst(5)
        let searched = path.map(String.init) ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        variables.append("PATH=\(environment.root)/bin:\(searched)")
        variables.append("VIRTUAL_ENV=\(environment.root)")
        if let root = start?.root, !root.isEmpty { variables.append("PYTHONPATH=\(folder)/\(root)") }
        execution.env = variables
        execution.user = user
        execution.workingDir = folder
        if let start {
            // A base's entrypoint, such as distroless' interpreter, would take the command for its argument.
            execution.entrypoint = nil
            execution.cmd = command(start, environment, servers)
            execution.healthcheck = isServer(start) ? healthCheck(environment, healthPath) : nil
            if isServer(start) { execution.exposedPorts = ["\(port)/tcp"] }
            // The servers end in order on it.
            execution.stopSignal = "SIGTERM"
        }
        config.config = execution
        return config
    }

    /// Exec form, by the environment's interpreter: no shell, no shebang.
    private static func command(
        _ start: PythonApplication, _ environment: EnvironmentPlan, _ servers: Set<String>
    ) -> [String] {
        let python = environment.python
        switch start.start {
        case .asgi(let target):
            if !servers.contains("uvicorn"), servers.contains("hypercorn") {
                return [python, "-m", "hypercorn", target.description, "--bind", "0.0.0.0:\(port)"]
            }
            return [python, "-m", "uvicorn", target.description, "--host", "0.0.0.0", "--port", "\(port)"]
        case .wsgi(let target):
            return [python, "-m", "gunicorn", target.description, "--bind", "0.0.0.0:\(port)"]
        case .command(let name, _): return ["\(environment.root)/bin/\(name)"]
        case .module(let name): return [python, "-m", name]
        case .file(let path): return [python, path]
        }
    }

    private static func isServer(_ start: PythonApplication) -> Bool {
        switch start.start {
        case .asgi, .wsgi: true
        case .command, .module, .file: false
        }
    }

    /// A Python program that fails where the service is not well: it asks the route or, where there is none, the port.
    public static func healthProgram(port: Int, path: String?) -> String {
        path.map { "import urllib.request as r; r.urlopen('http://127.0.0.1:\(port)\($0)', timeout=2)" }
            ?? "import socket as s; s.create_connection(('127.0.0.1', \(port)), 2).close()"
    }

    /// With what is in every image that the service can run in: its interpreter and the standard library.
    private static func healthCheck(_ environment: EnvironmentPlan, _ path: String?) -> ImageConfig.Healthcheck {
        let program = healthProgram(port: port, path: path)
        let second: Int64 = 1_000_000_000
        return .init(
            test: ["CMD", environment.python, "-c", program], interval: 30 * second, timeout: 3 * second,
            startPeriod: 10 * second, retries: 3)
    }
}
