/// What happened when an image was run.
public struct RunReport: Codable, Sendable, Hashable {
    public enum Status: String, Codable, Sendable, Hashable, CaseIterable {
        /// It answered its health check in time.
        case healthy
        /// It ran, and was not healthy in time or any more.
        case unhealthy
        /// It ended by itself before it was healthy.
        case exited
        /// Its command could not be executed.
        case notStarted
    }

    public var status: Status
    /// Why it is not healthy; `nil` where it is.
    public var reason: String?
    /// From the execution of the command, in milliseconds.
    public var listening: Double?
    public var healthy: Double?
    /// CPU time of all its processes until then, in milliseconds.
    public var cpu: Double?
    public var sockets: [ListeningSocket] = []
    public var health: Health?
    /// When it was healthy and its tools were listed.
    public var memory: Memory?
    public var mcp: MCP?
    public var stop: Stop?
    /// What it ended with by itself; 128 and the signal's number where one ended it.
    public var exitCode: Int32?
    public var output = Output()
    public var errors = Output()
    /// What differs from a container runtime, in sentences.
    public var notes: [String] = []

    public init(status: Status, reason: String? = nil) {
        self.status = status
        self.reason = reason
    }
}

extension RunReport {
    /// How its health was found out.
    public struct Health: Codable, Sendable, Hashable {
        /// `health check` or `GET /health`.
        public var by: String
        /// The status of the answer, where it was HTTP.
        public var httpStatus: Int?
        /// Of the configuration's command.
        public var exitCode: Int32?
        public var milliseconds: Double?
        /// The last that the command said.
        public var said: String?

        public init(by: String, httpStatus: Int? = nil) {
            self.by = by
            self.httpStatus = httpStatus
        }
    }

    /// Bytes of all processes together.
    public struct Memory: Codable, Sendable, Hashable {
        /// Pages that are shared count in each process.
        public var resident: UInt64
        /// Pages that are shared are divided among those that have them; `nil` where the kernel does not tell.
        public var proportional: UInt64?
        /// The sum of each process's highest.
        public var peak: UInt64
        public var processes: Int
        public var threads: Int
    }

    public struct MCP: Codable, Sendable, Hashable {
        public var path: String
        public var protocolVersion: String
        public var server: String?
        public var serverVersion: String?
        public var tools: [String]
        /// Why tools could not be listed.
        public var problem: String?
    }

    public struct Stop: Codable, Sendable, Hashable {
        /// `SIGTERM`, or what the configuration says.
        public var signal: String
        /// `nil` where it had to be killed.
        public var exitCode: Int32?
        public var milliseconds: Double
        public var wasKilled: Bool
    }

    /// The beginning and the end of what it printed.
    public struct Output: Codable, Sendable, Hashable {
        public var text = ""
        public var bytes: UInt64 = 0
        public var isCut = false

        public init() {}
    }
}

/// A TCP socket that waits for connections.
public struct ListeningSocket: Codable, Sendable, Hashable {
    /// As text, `0.0.0.0` or `::`.
    public var address: String
    public var port: Int

    public init(address: String, port: Int) {
        self.address = address
        self.port = port
    }

    /// Whether others than the container itself reach it.
    public var isReachable: Bool { address != "::1" && !address.hasPrefix("127.") }
}
