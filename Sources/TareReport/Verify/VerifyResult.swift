public import TareOCI
public import TareSelection

/// What `tare verify` answers: whether an image would start, and why (`tare.verify/1`).
///
/// `null` is *not measured*; it is never 0.
public struct VerifyResult: Codable, Sendable, Hashable {
    public var schema = "tare.verify/1"
    /// The argument in its full form.
    public var reference: String
    /// The manifest's digest; `null` for archives that have no manifest of their own.
    @OrNull public var digest: Digest?
    public var imageID: Digest
    public var platform: String
    /// `server:app`, where it is known.
    @OrNull public var application: String?
    /// `starts`, `fails` or `unknown`: the proof's word, or the run's where the proof had none.
    public var verdict: Proof.Status
    public var proof: Proof
    /// `null` where it was not run.
    @OrNull public var run: Run?
    /// What could not be read, in sentences.
    public var notes: [String]

    public init(
        reference: String, digest: Digest?, imageID: Digest, platform: String, application: String?, proof: Proof,
        run: Run?, notes: [String] = []
    ) {
        self.reference = reference
        self.digest = digest
        self.imageID = imageID
        self.platform = platform
        self.application = application
        self.proof = proof
        self.run = run
        self.notes = notes
        verdict = Self.verdict(proof, run)
    }

    /// What runs and is healthy starts, whatever could not be told before; a failed check stands all the same.
    private static func verdict(_ proof: Proof, _ run: Run?) -> Proof.Status {
        guard let run, proof.status != .fails else { return proof.status }
        return run.status == "healthy" ? .starts : .fails
    }
}

extension VerifyResult {
    /// What happened when it was run, isolated. Times are in milliseconds, sizes in bytes.
    public struct Run: Codable, Sendable, Hashable {
        /// `healthy`, `unhealthy`, `exited` or `notStarted`.
        public var status: String
        /// Why it is not healthy.
        @OrNull public var reason: String?
        /// From the execution of the command to its first listening socket.
        @OrNull public var timeToListening: Double?
        @OrNull public var timeToHealthy: Double?
        /// CPU time until then.
        @OrNull public var cpuTime: Double?
        public var listening: [Socket]
        @OrNull public var health: Health?
        @OrNull public var memory: Memory?
        /// `null` where it is no MCP server over HTTP.
        @OrNull public var mcp: MCP?
        @OrNull public var stop: Stop?
        /// What it ended with by itself.
        @OrNull public var exitCode: Int32?
        public var standardOutput: Output
        public var standardError: Output
        /// What differs from a container runtime, and what only its own container reaches.
        public var notes: [String]

        public init(
            status: String, reason: String?, timeToListening: Double?, timeToHealthy: Double?, cpuTime: Double?,
            listening: [Socket], health: Health?, memory: Memory?, mcp: MCP?, stop: Stop?, exitCode: Int32?,
            standardOutput: Output, standardError: Output, notes: [String]
        ) {
            self.status = status
            self.reason = reason
            self.timeToListening = timeToListening
            self.timeToHealthy = timeToHealthy
            self.cpuTime = cpuTime
            self.listening = listening
            self.health = health
            self.memory = memory
            self.mcp = mcp
            self.stop = stop
            self.exitCode = exitCode
            self.standardOutput = standardOutput
            self.standardError = standardError
            self.notes = notes
        }
    }
}

extension VerifyResult.Run {
    public struct Socket: Codable, Sendable, Hashable {
        public var address: String
        public var port: Int

        public init(address: String, port: Int) { (self.address, self.port) = (address, port) }
    }

    public struct Health: Codable, Sendable, Hashable {
        /// `health check`, `GET /health` or `POST /mcp`.
        public var by: String
        @OrNull public var httpStatus: Int?
        @OrNull public var exitCode: Int32?
        /// How long the health check's command took.
        @OrNull public var time: Double?
        /// The last that it said.
        @OrNull public var said: String?

        public init(by: String, httpStatus: Int?, exitCode: Int32?, time: Double?, said: String?) {
            self.by = by
            self.httpStatus = httpStatus
            self.exitCode = exitCode
            self.time = time
            self.said = said
        }
    }

    /// Of all processes together.
    public struct Memory: Codable, Sendable, Hashable {
        public var resident: UInt64
        /// Shared pages divided among those that have them (PSS).
        @OrNull public var proportional: UInt64?
        public var peak: UInt64
        public var processes: Int
        public var threads: Int

        public init(resident: UInt64, proportional: UInt64?, peak: UInt64, processes: Int, threads: Int) {
            self.resident = resident
            self.proportional = proportional
            self.peak = peak
            self.processes = processes
            self.threads = threads
        }
    }

    public struct MCP: Codable, Sendable, Hashable {
        public var path: String
        public var protocolVersion: String
        @OrNull public var server: String?
        @OrNull public var serverVersion: String?
        public var tools: [String]
        /// Why not all tools are listed.
        @OrNull public var problem: String?

        public init(
            path: String, protocolVersion: String, server: String?, serverVersion: String?, tools: [String],
            problem: String?
        ) {
            self.path = path
            self.protocolVersion = protocolVersion
            self.server = server
            self.serverVersion = serverVersion
            self.tools = tools
            self.problem = problem
        }
    }

    public struct Stop: Codable, Sendable, Hashable {
        public var signal: String
        /// `null` where it had to be killed; 128 and the signal's number where the signal ended it.
        @OrNull public var exitCode: Int32?
        public var time: Double
        public var wasKilled: Bool

        public init(signal: String, exitCode: Int32?, time: Double, wasKilled: Bool) {
            self.signal = signal
            self.exitCode = exitCode
            self.time = time
            self.wasKilled = wasKilled
        }
    }

    /// The beginning and the end of what it printed.
    public struct Output: Codable, Sendable, Hashable {
        public var text: String
        public var bytes: UInt64
        public var isCut: Bool

        public init(text: String, bytes: UInt64, isCut: Bool) {
            self.text = text
            self.bytes = bytes
            self.isCut = isCut
        }
    }
}
