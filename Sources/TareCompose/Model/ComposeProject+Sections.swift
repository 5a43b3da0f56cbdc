public import TareYAML

extension ComposeProject {
    /// `version`, which Compose no longer reads.
    public var version: Placed<String>? { root["version"]?.placedText }

    public var name: Placed<String>? { root["name"]?.placedText }

    /// In the order of the files.
    public var services: [ComposeService] { (root["services"]?.pairs ?? []).map(ComposeService.init) }

    public var networks: [ComposeResource] { resources("networks") }
    public var volumes: [ComposeResource] { resources("volumes") }
    public var secrets: [ComposeResource] { resources("secrets") }
    public var configs: [ComposeResource] { resources("configs") }

    /// Other files that belong to the project: their paths, which nobody has read yet.
    public var includes: [Placed<String>] { (root["include"]?.items ?? []).flatMap { $0["path"]?.placedTexts ?? [] } }

    /// Keys that begin with `x-`.
    public var extensions: [YAMLEntry] { root.pairs.filter { $0.name.hasPrefix("x-") } }

    private func resources(_ section: String) -> [ComposeResource] {
        (root[section]?.pairs ?? []).map(ComposeResource.init)
    }
}

/// A network, volume, secret or config of a project.
public struct ComposeResource: Sendable {
    /// In this file.
    public var name: String
    /// To the engine, where it is another.
    public var actualName: Placed<String>?
    /// Made by somebody else.
    public var isExternal: Bool
    public var driver: Placed<String>?
    /// Of a network: without a way out.
    public var isInternal: Bool
    /// Of a secret or config: the file with its content.
    public var file: Placed<String>?
    /// Of a secret or config: the variable with its content.
    public var environment: Placed<String>?
    /// Of a config: the content itself.
    public var content: Placed<String>?
    public var options: [ComposeAssignment]
    /// The name's place.
    public var key: YAMLNode
    public var node: YAMLNode

    init(_ entry: YAMLEntry) {
        name = entry.name
        key = entry.key
        node = entry.value
        actualName = node["name"]?.placedText
        isExternal = node["external"]?.placedFlag?.value ?? false
        driver = node["driver"]?.placedText
        isInternal = node["internal"]?.placedFlag?.value ?? false
        file = node["file"]?.placedText
        environment = node["environment"]?.placedText
        content = node["content"]?.placedText
        options = node["driver_opts"]?.assignments ?? []
    }
}
