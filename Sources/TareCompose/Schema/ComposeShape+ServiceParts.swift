/// Keys and kinds as `schema/compose-spec.json` has them; a test holds both equal.
extension ComposeShape {
    /// `services.*.build`, its long form.
    static let build: ComposeShape = .object([
        "context": .text,
        "dockerfile": .text,
        "dockerfile_inline": .text,
        "entitlements": .list(.text),
        "args": .listOrDict,
        "ssh": .listOrDict,
        "labels": .listOrDict,
        "cache_from": .list(.text),
        "cache_to": .list(.text),
        "no_cache": .one(of: .flag, .text),
        "no_cache_filter": .stringOrList,
        "additional_contexts": .listOrDict,
        "network": .text,
        "provenance": .one(of: .text, .flag),
        "sbom": .one(of: .text, .flag),
        "pull": .one(of: .flag, .text),
        "target": .text,
        "shm_size": .one(of: .integer, .text),
        "extra_hosts": .extraHosts,
        "isolation": .text,
        "privileged": .one(of: .flag, .text),
        "secrets": .serviceConfigOrSecret,
        "tags": .list(.text),
        "ulimits": .ulimits,
        "platforms": .list(.text),
    ])

    /// `services.*.depends_on.*`.
    static let dependency: ComposeShape = .object(
        [
            "restart": .one(of: .flag, .text),
            "required": .flag,
            "condition": .text,
        ], requires: ["condition"])

    /// `services.*.devices[*]`, its long form.
    static let deviceMapping: ComposeShape = .object(
        [
            "source": .text,
            "target": .text,
            "permissions": .text,
        ], requires: ["source"])

    /// `services.*.networks.*`.
    static let attachment: ComposeShape = .object([
        "aliases": .listOfStrings,
        "interface_name": .text,
        "ipv4_address": .text,
        "ipv6_address": .text,
        "link_local_ips": .listOfStrings,
        "mac_address": .text,
        "driver_opts": .map(.one(of: .text, .number)),
        "priority": .number,
        "gw_priority": .number,
    ])

    /// `services.*.ports[*]`, its long form.
    static let port: ComposeShape = .object([
        "name": .text,
        "mode": .text,
        "host_ip": .text,
        "target": .one(of: .integer, .text),
        "published": .one(of: .text, .integer),
        "protocol": .text,
        "app_protocol": .text,
    ])

    /// `services.*.volumes[*]`, its long form.
    static let mount: ComposeShape = .object(
        [
            "type": .text,
            "source": .text,
            "target": .text,
            "read_only": .one(of: .flag, .text),
            "consistency": .text,
            "bind": .object([
                "propagation": .text,
                "create_host_path": .one(of: .flag, .text),
                "recursive": .text,
                "selinux": .text,
            ]),
            "volume": .object([
                "labels": .listOrDict,
                "nocopy": .one(of: .flag, .text),
                "subpath": .text,
            ]),
            "tmpfs": .object([
                "size": .one(of: .integer, .text),
                "mode": .one(of: .number, .text),
            ]),
            "image": .object([
                "subpath": .text
            ]),
        ], requires: ["type"])
}
