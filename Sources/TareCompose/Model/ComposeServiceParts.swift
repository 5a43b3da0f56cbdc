public import TareYAML

/// How a service's image is built.
public struct ComposeBuild: Sendable {
    public var context: Placed<String>?
    public var dockerfile: Placed<String>?
    public var inlineDockerfile: Placed<String>?
    public var target: Placed<String>?
    public var arguments: [ComposeAssignment]
    public var isPrivileged: Placed<Bool>?
    public var node: YAMLNode

    init?(_ node: YAMLNode) {
        guard case .mapping = node.content else { return nil }
        self.node = node
        context = node["context"]?.placedText
        dockerfile = node["dockerfile"]?.placedText
        inlineDockerfile = node["dockerfile_inline"]?.placedText
        target = node["target"]?.placedText
        arguments = node["args"]?.assignments ?? []
        isPrivileged = node["privileged"]?.placedFlag
    }
}

/// A file of variables for a service's environment.
public struct ComposeEnvironmentFile: Sendable {
    public var path: Placed<String>
    public var isRequired: Bool
    public var node: YAMLNode

    init?(_ node: YAMLNode) {
        guard let path = node["path"]?.placedText else { return nil }
        self.path = path
        isRequired = node["required"]?.placedFlag?.value ?? true
        self.node = node
    }
}

/// A network that a service is in.
public struct ComposeAttachment: Sendable {
    public var network: String
    public var aliases: [Placed<String>]
    /// The name's place.
    public var key: YAMLNode
    public var node: YAMLNode

    init(_ entry: YAMLEntry) {
        network = entry.name
        key = entry.key
        node = entry.value
        aliases = entry.value["aliases"]?.placedTexts ?? []
    }
}

/// A secret or a config that a service uses.
public struct ComposeReference: Sendable {
    public var source: Placed<String>
    public var target: Placed<String>?
    public var node: YAMLNode

    init?(_ node: YAMLNode) {
        guard let source = node["source"]?.placedText else { return nil }
        self.source = source
        target = node["target"]?.placedText
        self.node = node
    }
}

/// A device of the host in a service.
public struct ComposeDevice: Sendable {
    public var source: Placed<String>
    public var target: Placed<String>?
    /// Letters of `rwm`.
    public var permissions: String
    public var node: YAMLNode

    init?(_ node: YAMLNode) {
        guard let source = node["source"]?.placedText else { return nil }
        self.source = source
        target = node["target"]?.placedText
        permissions = node["permissions"]?.scalar?.text ?? "rwm"
        self.node = node
    }
}

/// A service that has to be there first.
public struct ComposeDependency: Sendable {
    public enum Condition: Sendable, Hashable {
        case started, healthy, completed
        case unknown(String)
    }

    public var service: String
    public var condition: Condition
    public var isRequired: Bool
    /// The name's place.
    public var key: YAMLNode
    public var node: YAMLNode

    init(_ entry: YAMLEntry) {
        service = entry.name
        key = entry.key
        node = entry.value
        isRequired = entry.value["required"]?.placedFlag?.value ?? true
        let text = entry.value["condition"]?.scalar?.text ?? "service_started"
        condition = Self.conditions[text] ?? .unknown(text)
    }

    private static let conditions: [String: Condition] = [
        "service_started": .started, "service_healthy": .healthy, "service_completed_successfully": .completed,
    ]
}

/// Where a service's output goes.
public struct ComposeLogging: Sendable {
    public var driver: Placed<String>?
    public var options: [ComposeAssignment]
    public var node: YAMLNode

    init(_ node: YAMLNode) {
        driver = node["driver"]?.placedText
        options = node["options"]?.assignments ?? []
        self.node = node
    }
}

/// A limit of the kernel for a service's processes.
public struct ComposeLimit: Sendable {
    public var name: String
    /// -1 for none.
    public var soft: Placed<Int>?
    public var hard: Placed<Int>?
    public var node: YAMLNode

    init(_ entry: YAMLEntry) {
        name = entry.name
        node = entry.value
        soft = entry.value["soft"]?.placedInteger
        hard = entry.value["hard"]?.placedInteger
    }
}

/// What `deploy` says: Compose keeps to its limits as an orchestrator does.
public struct ComposeDeployment: Sendable {
    public struct Resources: Sendable {
        public var processors: Placed<Double>?
        public var memory: Placed<ByteCount>?
        public var processes: Placed<Int>?

        init(_ node: YAMLNode?) {
            processors = node?["cpus"]?.placedNumber
            memory = node?["memory"]?.placedBytes
            processes = node?["pids"]?.placedInteger
        }
    }

    public var replicas: Placed<Int>?
    public var limits: Resources
    public var reservations: Resources
    /// `none`, `on-failure` or `any`.
    public var restartCondition: Placed<String>?
    public var restartAttempts: Placed<Int>?
    public var node: YAMLNode

    init(_ node: YAMLNode) {
        replicas = node["replicas"]?.placedInteger
        limits = Resources(node["resources"]?["limits"])
        reservations = Resources(node["resources"]?["reservations"])
        restartCondition = node["restart_policy"]?["condition"]?.placedText
        restartAttempts = node["restart_policy"]?["max_attempts"]?.placedInteger
        self.node = node
    }
}
