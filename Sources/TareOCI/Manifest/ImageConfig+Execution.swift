extension ImageConfig {
    /// What a container of the image runs, and as whom.
    ///
    /// The image specification's `config` object; its names begin with a capital letter, as Docker's do.
    public struct Execution: Hashable, Sendable {
        /// User and optional group, by name or number: `nonroot`, `65532:65532`.
        public var user: String?
        public var exposedPorts: ObjectKeys?
        /// `NAME=value` each.
        public var env: [String]?
        public var entrypoint: [String]?
        public var cmd: [String]?
        public var volumes: ObjectKeys?
        public var workingDir: String?
        public var labels: [String: String]?
        public var stopSignal: String?
        /// Set by Docker on Windows images: the first word of `cmd` is a command line that is escaped already.
        public var argsEscaped: Bool?
        public var healthcheck: Healthcheck?
        public var shell: [String]?
        public var onBuild: [String]?
        /// Seconds between the stop signal and the kill.
        public var stopTimeout: Int?

        public init(
            user: String? = nil, exposedPorts: ObjectKeys? = nil, env: [String]? = nil, entrypoint: [String]? = nil,
            cmd: [String]? = nil, volumes: ObjectKeys? = nil, workingDir: String? = nil,
            labels: [String: String]? = nil,
            stopSignal: String? = nil, argsEscaped: Bool? = nil, healthcheck: Healthcheck? = nil,
            shell: [String]? = nil,
            onBuild: [String]? = nil, stopTimeout: Int? = nil
        ) {
            self.user = user
            self.exposedPorts = exposedPorts
            self.env = env
            self.entrypoint = entrypoint
            self.cmd = cmd
            self.volumes = volumes
            self.workingDir = workingDir
            self.labels = labels
            self.stopSignal = stopSignal
            self.argsEscaped = argsEscaped
            self.healthcheck = healthcheck
            self.shell = shell
            self.onBuild = onBuild
            self.stopTimeout = stopTimeout
        }
    }

    /// Docker's check of a running container; durations in nanoseconds, 0 meaning the engine's default.
    public struct Healthcheck: Hashable, Sendable, Codable {
        /// `[]` inherits, `["NONE"]` disables, `["CMD", …]` runs, `["CMD-SHELL", line]` runs in the image's shell.
        public var test: [String]?
        public var interval: Int64?
        public var timeout: Int64?
        public var startPeriod: Int64?
        public var startInterval: Int64?
        public var retries: Int?

        public init(
            test: [String]? = nil, interval: Int64? = nil, timeout: Int64? = nil, startPeriod: Int64? = nil,
            startInterval: Int64? = nil, retries: Int? = nil
        ) {
            self.test = test
            self.interval = interval
            self.timeout = timeout
            self.startPeriod = startPeriod
            self.startInterval = startInterval
            self.retries = retries
        }

        private enum CodingKeys: String, CodingKey {
            case test = "Test"
            case interval = "Interval"
            case timeout = "Timeout"
            case startPeriod = "StartPeriod"
            case startInterval = "StartInterval"
            case retries = "Retries"
        }
    }
}

extension ImageConfig.Execution: Codable {
    private enum CodingKeys: String, CodingKey {
        case user = "User"
        case exposedPorts = "ExposedPorts"
        case env = "Env"
        case entrypoint = "Entrypoint"
        case cmd = "Cmd"
        case volumes = "Volumes"
        case workingDir = "WorkingDir"
        case labels = "Labels"
        case stopSignal = "StopSignal"
        case argsEscaped = "ArgsEscaped"
        case healthcheck = "Healthcheck"
        case shell = "Shell"
        case onBuild = "OnBuild"
        case stopTimeout = "StopTimeout"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        // Docker's StrSlice: old builders wrote a lone word as a string.
        func words(_ key: CodingKeys) throws -> [String]? {
            if let word = try? container.decode(String.self, forKey: key) { return [word] }
            return try container.decodeIfPresent([String].self, forKey: key)
        }
        user = try container.decodeIfPresent(String.self, forKey: .user)
        exposedPorts = try container.decodeIfPresent(ObjectKeys.self, forKey: .exposedPorts)
        env = try container.decodeIfPresent([String].self, forKey: .env)
        entrypoint = try words(.entrypoint)
        cmd = try words(.cmd)
        volumes = try container.decodeIfPresent(ObjectKeys.self, forKey: .volumes)
        workingDir = try container.decodeIfPresent(String.self, forKey: .workingDir)
        labels = try container.decodeIfPresent([String: String].self, forKey: .labels)
        stopSignal = try container.decodeIfPresent(String.self, forKey: .stopSignal)
        argsEscaped = try container.decodeIfPresent(Bool.self, forKey: .argsEscaped)
        healthcheck = try container.decodeIfPresent(ImageConfig.Healthcheck.self, forKey: .healthcheck)
        shell = try words(.shell)
        onBuild = try container.decodeIfPresent([String].self, forKey: .onBuild)
        stopTimeout = try container.decodeIfPresent(Int.self, forKey: .stopTimeout)
    }
}
