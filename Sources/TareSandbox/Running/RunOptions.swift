/// How an image is run, and how long.
public struct RunOptions: Codable, Sendable, Hashable {
    /// Until it is healthy.
    public var timeout: Duration = .seconds(30)
    /// Between the stop signal and the kill; `nil` for the configuration's own, or 10 seconds.
    public var grace: Duration?
    /// Where it answers when it is ready, if not at the configuration's health check or at `/health`.
    public var healthPath: String?
    /// Where it listens, if neither its command nor its configuration tell.
    public var ports: [Int] = []
    /// Whether tools are asked for where it is an MCP server.
    public var asksMCP = true
    /// Whether the root may be written to; by default only `/tmp`, `/run`, `/var/tmp` and volumes may.
    public var isRootWritable = false
    /// Resident bytes of all its processes; more end the run.
    public var memoryLimit: UInt64 = 4 << 30
    /// Bytes in `/tmp`, `/run` and `/var/tmp` together.
    public var temporaryLimit: UInt64 = 256 << 20
    /// Processes; more end the run.
    public var processLimit = 512

    public init() {}
}
