/// How two files' values at one key become one (compose-spec, 13-merge; the rules are those of compose-go's
/// `override`).
indirect enum MergeRule: Sendable {
    /// Mappings key by key, lists one after the other, single values replaced; some keys have rules of their own.
    case plain([String: MergeRule] = [:])
    /// A mapping whose values all have one rule.
    case named(MergeRule)
    case replace
    /// Lists, mappings and single values all become lists: `NAME=value`.
    case list
    /// As a list, without what is there already.
    case distinct
    /// A list of names is a mapping of these.
    case names
    /// As names, each with a condition.
    case dependencies
    /// A single text is a context.
    case build([String: MergeRule])
    /// Options are merged for the same driver only.
    case logging
    /// Blocks of one subnet are merged.
    case subnets

    static let file: MergeRule = .plain([
        "services": .named(service),
        "networks": .named(.plain(["labels": .list, "ipam": .plain(["config": .subnets])])),
        "volumes": .named(.plain(["labels": .list])),
    ])

    static let service: MergeRule = .plain([
        "annotations": .list,
        "build": .build([
            "args": .list, "additional_contexts": .list, "extra_hosts": .distinct, "labels": .list,
        ]),
        "command": .replace,
        "depends_on": .dependencies,
        "deploy": .plain(["labels": .list]),
        "dns": .list,
        "dns_opt": .list,
        "dns_search": .list,
        "entrypoint": .replace,
        "env_file": .list,
        "label_file": .list,
        "environment": .list,
        "extra_hosts": .distinct,
        "healthcheck": .plain(["test": .replace]),
        "labels": .list,
        "logging": .logging,
        "models": .names,
        "networks": .names,
        "sysctls": .list,
        "tmpfs": .list,
        "ulimits": .named(.replace),
    ])
}
