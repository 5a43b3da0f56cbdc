internal import TareYAML

/// Leaves the last of what is the same thing twice in a list: a port, a mount by its target, a variable by its name.
enum TreeUnicity {
    private enum Identity {
        /// The name before `=`.
        case name
        case target
        case device
        case port
        case path
        case whole
        /// The target, or the source in this folder.
        case mount(String)
    }

    private static let services: [String: Identity] = [
        "annotations": .name, "cap_add": .name, "cap_drop": .name, "devices": .device, "configs": .mount(""),
        "dns": .name, "dns_opt": .name, "dns_search": .name, "environment": .name, "env_file": .path,
        "expose": .whole, "labels": .name, "links": .name, "ports": .port, "profiles": .name,
        "secrets": .mount("/run/secrets"), "sysctls": .name, "tmpfs": .name, "volumes": .target,
    ]

    private static let builds: [String: Identity] = [
        "args": .name, "additional_contexts": .name, "tags": .name, "labels": .name,
    ]

    static func enforce(_ file: YAMLNode) -> YAMLNode {
        file.changingValues { section, node in
            switch section {
            case "services": node.changingValues { _, service in enforce(service: service) }
            case "networks": node.changingValues { _, network in enforce(network, ["labels": .name]) }
            default: node
            }
        }
    }

    private static func enforce(service: YAMLNode) -> YAMLNode {
        enforce(service, services).changingValues { key, value in
            switch key {
            case "build": enforce(value, builds)
            case "deploy": enforce(value, ["labels": .name])
            case "networks":
                value.changingValues { _, network in
                    enforce(network, ["aliases": .name, "link_local_ips": .name])
                }
            default: value
            }
        }
    }

    private static func enforce(_ node: YAMLNode, _ identities: [String: Identity]) -> YAMLNode {
        node.changingValues { key, value in
            guard let identity = identities[key], case .list(let elements) = value.content else { return value }
            var kept: [YAMLNode] = []
            var places: [String: Int] = [:]
            for element in elements {
                let identity = self.identity(of: element, identity)
                if let identity, let place = places[identity] {
                    kept[place] = element
                } else {
                    if let identity { places[identity] = kept.count }
                    kept.append(element)
                }
            }
            return kept.count == elements.count ? value : value.replaced(by: .list(kept))
        }
    }

    /// `nil` where an element is like no other.
    private static func identity(of element: YAMLNode, _ identity: Identity) -> String? {
        let text = element.scalar?.text
        func value(_ key: String) -> String? { element[key]?.scalar?.text }
        switch identity {
        case .name: return text.map { String($0.prefix { $0 != "=" }) }
        case .whole: return text
        case .path: return text ?? value("path")
        case .device:
            guard let text else { return value("target") }
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            return parts.count == 1 ? text : String(parts[1])
        case .target: return text.map { ShortMount(parsing: $0)?.target ?? $0 } ?? value("target")
        case .mount(let folder):
            return text.map { "\(folder)/\($0)" } ?? value("target") ?? "\(folder)/\(value("source") ?? "")"
        case .port:
            if let text { return text }
            guard let target = value("target") else { return nil }
            let host = value("host_ip") ?? "0.0.0.0"
            return "\(host):\(value("published") ?? ""):\(target)/\(value("protocol") ?? "tcp")"
        }
    }
}

extension YAMLNode {
    /// A mapping with other values; anything else as it is.
    func changingValues(_ change: (String, YAMLNode) -> YAMLNode) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        return replaced(by: .mapping(entries.map { $0.replaced(by: change($0.name, $0.value)) }))
    }
}
