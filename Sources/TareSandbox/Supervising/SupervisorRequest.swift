/// What the supervisor in the sandbox is asked to do; read from a file, since environments may be long.
struct SupervisorRequest: Codable, Sendable {
    /// Numbers that the service has on this machine; `nil` for those of whoever runs it.
    struct Host: Codable, Sendable {
        var userID: UInt32
        var groupID: UInt32
        var groups: [UInt32]
    }

    struct Variable: Codable, Sendable, Hashable {
        var name: String
        var value: String
    }

    var bubblewrap: String
    var root: String
    var shared: String
    var hosts: String
    /// What system calls are refused, for `--seccomp`.
    var filter: String?
    var host: Host?
    var userID: UInt32
    var groupID: UInt32
    var words: [String]
    var variables: [Variable]
    var workingDirectory: String
    var processesAt: String
    var devicesAt: String
    var memory: [String]
    var inMemory: [String]
    var volumes: [String]
    var hostsAt: String?
    /// The health check's words; `nil` for none.
    var healthCheck: [String]?
    var healthCheckTimeout: Duration
    /// Where answers are waited for.
    var healthPath: String
    var ports: [Int]
    var stopSignal: Int32
    var grace: Duration
    var options: RunOptions
}
