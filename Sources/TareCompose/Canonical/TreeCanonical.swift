internal import TareDiagnostics
internal import TareYAML

/// Long forms for all short ones, each at the short one's place, so that what comes later reads one form.
struct TreeCanonical {
    var diagnostics: [ComposeDiagnostic] = []

    mutating func canonical(_ file: YAMLNode) -> YAMLNode {
        file.withoutResets.changingValues { section, node in
            switch section {
            case "services": node.changingValues { _, service in canonical(service: service) }
            case "networks", "volumes", "secrets", "configs": node.changingValues { _, value in Self.external(value) }
            case "include": node.changingElements { $0.scalar == nil ? $0 : $0.mappingNode([("path", $0)]) }
            default: node
            }
        }
    }

    private mutating func canonical(service: YAMLNode) -> YAMLNode {
        service.changingValues { key, value in
            switch key {
            case "build": build(value.asBuild)
            case "depends_on": Self.dependencies(value.named(YAMLNode.dependency))
            case "networks", "models": value.named(nil)
            case "env_file": value.asList.changingElements(Self.environmentFile)
            case "label_file", "dns_search", "tmpfs": value.asList
            case "dns": Self.filled(value.asList)
            case "extends": value.scalar == nil || value.isNull ? value : value.mappingNode([("service", value)])
            case "ports": value.changingElements { port($0) }
            case "volumes": value.changingElements { mount($0) }
            case "devices": value.changingElements { device($0) }
            case "secrets", "configs": value.changingElements(Self.reference)
            case "gpus": value.scalar == nil || value.isNull ? value : value.mappingNode([("count", value)]).inList
            case "ulimits": value.changingValues { _, limit in Self.ulimit(limit) }
            default: value
            }
        }
    }

    private mutating func build(_ node: YAMLNode) -> YAMLNode {
        node.changingValues { key, value in
            switch key {
            case "secrets": value.changingElements(Self.reference)
            case "additional_contexts", "ssh": Self.assigned(value)
            case "ulimits": value.changingValues { _, limit in Self.ulimit(limit) }
            default: value
            }
        }
    }

    /// `NAME=value` in a list as a mapping.
    private static func assigned(_ node: YAMLNode) -> YAMLNode {
        guard case .list(let elements) = node.content else { return node }
        var entries: [YAMLEntry] = []
        for assignment in node.assignments where !entries.contains(where: { $0.name == assignment.name }) {
            let null = assignment.node.replaced(by: .scalar(YAMLScalar(text: "", style: .plain)))
            let value = assignment.value.map(assignment.node.textNode) ?? null
            entries.append(YAMLEntry(name: assignment.name, key: assignment.node, value: value))
        }
        return entries.count == elements.count ? node.replaced(by: .mapping(entries)) : node
    }

    /// A list without what is empty: a variable that is not set.
    private static func filled(_ node: YAMLNode) -> YAMLNode {
        guard case .list(let elements) = node.content else { return node }
        return node.replaced(by: .list(elements.filter { $0.scalar?.text.isEmpty != true }))
    }

    private static func dependencies(_ node: YAMLNode) -> YAMLNode {
        node.changingValues { _, value in
            guard case .mapping = value.content else { return value }
            var filled = value
            if value["condition"] == nil { filled = filled.adding("condition", value.textNode("service_started")) }
            if value["required"] == nil { filled = filled.adding("required", value.flagNode(true)) }
            return filled
        }
    }

    private static func environmentFile(_ node: YAMLNode) -> YAMLNode {
        if node.scalar != nil { return node.mappingNode([("path", node), ("required", node.flagNode(true))]) }
        return node["required"] == nil ? node.adding("required", node.flagNode(true)) : node
    }

    private static func reference(_ node: YAMLNode) -> YAMLNode {
        node.scalar == nil ? node : node.mappingNode([("source", node)])
    }

    private static func ulimit(_ node: YAMLNode) -> YAMLNode {
        node.scalar == nil ? node : node.mappingNode([("soft", node), ("hard", node)])
    }

    /// `external: {name: …}` is an old form of `external: true` beside a name.
    private static func external(_ node: YAMLNode) -> YAMLNode {
        guard case .mapping? = node["external"]?.content, let external = node["external"] else { return node }
        let plain = node.changingValues { $0 == "external" ? $1.flagNode(true) : $1 }
        guard node["name"] == nil, let name = external["name"] else { return plain }
        return plain.adding("name", name)
    }

    private mutating func port(_ node: YAMLNode) -> YAMLNode {
        guard let text = node.scalar?.text else { return node }
        guard let port = ShortPort(parsing: text) else {
            return invalid(node, "is no port such as \"8000\", \"127.0.0.1:8000:8000\" or \"53:53/udp\"")
        }
        var values = [("mode", node.textNode("ingress")), ("target", node.textNode(port.target))]
        if !port.host.isEmpty { values.append(("host_ip", node.textNode(port.host))) }
        if !port.published.isEmpty { values.append(("published", node.textNode(port.published))) }
        return node.mappingNode(values + [("protocol", node.textNode(port.transport))])
    }

    private mutating func mount(_ node: YAMLNode) -> YAMLNode {
        guard let text = node.scalar?.text else { return node }
        guard let mount = ShortMount(parsing: text) else {
            return invalid(node, "is no mount such as \"data:/data\" or \"./conf:/etc/conf:ro\"")
        }
        var values = [("type", node.textNode(mount.isBind ? "bind" : "volume"))]
        if let source = mount.source { values.append(("source", node.textNode(source))) }
        values.append(("target", node.textNode(mount.target)))
        if mount.isReadOnly { values.append(("read_only", node.flagNode(true))) }
        var bind: [(String, YAMLNode)] = []
        if let propagation = mount.propagation { bind.append(("propagation", node.textNode(propagation))) }
        if let selinux = mount.selinux { bind.append(("selinux", node.textNode(selinux))) }
        if mount.isBind { bind.append(("create_host_path", node.flagNode(true))) }
        if !bind.isEmpty { values.append(("bind", node.mappingNode(bind))) }
        if mount.doesNotCopy { values.append(("volume", node.mappingNode([("nocopy", node.flagNode(true))]))) }
        return node.mappingNode(values)
    }

    private mutating func device(_ node: YAMLNode) -> YAMLNode {
        guard let text = node.scalar?.text else { return node }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 3, let source = parts.first, !source.isEmpty else {
            return invalid(node, "is no device such as \"/dev/ttyUSB0:/dev/ttyUSB0:rw\"")
        }
        let target = parts.count > 1 && !parts[1].isEmpty ? parts[1] : source
        return node.mappingNode([
            ("source", node.textNode(source)), ("target", node.textNode(target)),
            ("permissions", node.textNode(parts.count == 3 ? parts[2] : "rwm")),
        ])
    }

    private mutating func invalid(_ node: YAMLNode, _ detail: String) -> YAMLNode {
        let text = (node.scalar?.text ?? "").printable()
        // A text that still has variables was diagnosed for these.
        if !text.contains("${") {
            diagnostics.append(
                ComposeDiagnostic(.invalidValue, "'\(node.path.printable())' has '\(text)', which \(detail)", at: node))
        }
        return node
    }
}

extension YAMLNode {
    func changingElements(_ change: (YAMLNode) -> YAMLNode) -> YAMLNode {
        guard case .list(let elements) = content else { return self }
        return replaced(by: .list(elements.map(change)))
    }

    func adding(_ name: String, _ value: YAMLNode) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        return replaced(by: .mapping(entries + [YAMLEntry(name: name, key: value, value: value)]))
    }

    /// Without what is tagged `!reset`: where there is no earlier file to reset, it is as if it were not there.
    var withoutResets: YAMLNode {
        switch content {
        case .scalar: self
        case .list(let elements):
            replaced(by: .list(elements.filter { $0.tag != "!reset" }.map(\.withoutResets)))
        case .mapping(let entries):
            replaced(
                by: .mapping(
                    entries.filter { $0.value.tag != "!reset" }.map { $0.replaced(by: $0.value.withoutResets) }))
        }
    }
}
