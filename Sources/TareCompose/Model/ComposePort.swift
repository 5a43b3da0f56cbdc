public import TareYAML

/// A port of a service that the host publishes.
public struct ComposePort: Sendable {
    /// Inside of the container.
    public var target: PortRange
    /// On the host; `nil` where the engine chooses.
    public var published: PortRange?
    /// The interface's address; `nil` for all.
    public var host: Placed<String>?
    /// `tcp`, `udp` or `sctp`.
    public var transport: String
    public var node: YAMLNode

    /// Whether it is reached from the host alone.
    public var isLoopback: Bool {
        guard let host = host?.value else { return false }
        return host == "::1" || host == "localhost" || (HostAddress(host)?.isIPv6 == false && host.hasPrefix("127."))
    }

    init?(_ node: YAMLNode) {
        guard let text = node["target"]?.scalar?.text, let target = PortRange(parsing: text) else { return nil }
        self.node = node
        self.target = target
        published = (node["published"]?.scalar?.text).flatMap(PortRange.init(parsing:))
        host = node["host_ip"]?.placedText
        transport = node["protocol"]?.scalar?.text.lowercased() ?? "tcp"
    }
}
