public import TareYAML

/// A service of a compose file: what its keys say, each value at its place. Absent keys are `nil` or empty.
///
/// Keys without a property here are in `node`, in long form: `service.node["oom_score_adj"]`.
public struct ComposeService: Sendable {
    public var name: String
    /// The name's place.
    public var key: YAMLNode
    public var node: YAMLNode

    public var image: Placed<String>?
    public var build: ComposeBuild?
    public var containerName: Placed<String>?
    public var command: ComposeCommand?
    public var entrypoint: ComposeCommand?
    public var environment: [ComposeAssignment]
    public var environmentFiles: [ComposeEnvironmentFile]
    public var labels: [ComposeAssignment]

    public var ports: [ComposePort]
    public var expose: [Placed<String>]
    public var networks: [ComposeAttachment]
    public var networkMode: Placed<String>?
    public var mounts: [ComposeMount]
    public var tmpfs: [Placed<String>]
    public var secrets: [ComposeReference]
    public var configs: [ComposeReference]
    public var devices: [ComposeDevice]

    public var dependencies: [ComposeDependency]
    public var profiles: [Placed<String>]
    /// What it extends and could not: another file's service, one that is not there.
    public var unresolvedExtends: YAMLNode?
    public var healthcheck: ComposeHealthcheck?
    public var restart: Placed<String>?
    public var runsInit: Placed<Bool>?
    public var stopGracePeriod: Placed<ComposeDuration>?
    public var stopSignal: Placed<String>?
    public var deployment: ComposeDeployment?
    public var logging: ComposeLogging?

    public var user: Placed<String>?
    public var workingDirectory: Placed<String>?
    public var isReadOnly: Placed<Bool>?
    public var isPrivileged: Placed<Bool>?
    public var addedCapabilities: [Placed<String>]
    public var droppedCapabilities: [Placed<String>]
    public var securityOptions: [Placed<String>]
    public var processNamespace: Placed<String>?
    public var ipcNamespace: Placed<String>?
    public var userNamespace: Placed<String>?
    public var utsNamespace: Placed<String>?
    public var cgroupNamespace: Placed<String>?
    public var sysctls: [ComposeAssignment]
    public var ulimits: [ComposeLimit]
    public var processLimit: Placed<Int>?
    public var memoryLimit: Placed<ByteCount>?
    public var processors: Placed<Double>?
    /// Keys that begin with `x-`.
    public var extensions: [YAMLEntry]
}
