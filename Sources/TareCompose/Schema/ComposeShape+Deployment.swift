/// Keys and kinds as `schema/compose-spec.json` has them; a test holds both equal.
extension ComposeShape {
    /// `services.*.deploy`.
    static let deployment: ComposeShape = .one(
        of: .object([
            "mode": .text,
            "endpoint_mode": .text,
            "replicas": .one(of: .integer, .text),
            "labels": .listOrDict,
            "rollback_config": .object([
                "parallelism": .one(of: .integer, .text),
                "delay": .text,
                "failure_action": .text,
                "monitor": .text,
                "max_failure_ratio": .one(of: .number, .text),
                "order": .text,
            ]),
            "update_config": .object([
                "parallelism": .one(of: .integer, .text),
                "delay": .text,
                "failure_action": .text,
                "monitor": .text,
                "max_failure_ratio": .one(of: .number, .text),
                "order": .text,
            ]),
            "resources": .object([
                "limits": .object([
                    "cpus": .one(of: .number, .text),
                    "memory": .text,
                    "pids": .one(of: .integer, .text),
                ]),
                "reservations": .object([
                    "cpus": .one(of: .number, .text),
                    "memory": .text,
                    "generic_resources": .genericResources,
                    "devices": .devices,
                ]),
            ]),
            "restart_policy": .object([
                "condition": .text,
                "delay": .text,
                "max_attempts": .one(of: .integer, .text),
                "window": .text,
            ]),
            "placement": .object([
                "constraints": .list(.text),
                "preferences": .list(
                    .object([
                        "spread": .text
                    ])),
                "max_replicas_per_node": .one(of: .integer, .text),
            ]),
        ]), .null)

    /// `services.*.deploy.resources.reservations.devices`.
    static let devices: ComposeShape = .list(
        .object(
            [
                "capabilities": .listOfStrings,
                "count": .one(of: .text, .integer),
                "device_ids": .listOfStrings,
                "driver": .text,
                "options": .listOrDict,
            ], requires: ["capabilities"]))

    /// `services.*.deploy.resources.reservations.generic_resources`.
    static let genericResources: ComposeShape = .list(
        .object([
            "discrete_resource_spec": .object([
                "kind": .text,
                "value": .one(of: .number, .text),
            ])
        ]))

    /// `services.*.develop`.
    static let development: ComposeShape = .one(
        of: .object([
            "watch": .list(
                .object(
                    [
                        "ignore": .stringOrList,
                        "include": .stringOrList,
                        "path": .text,
                        "action": .text,
                        "target": .text,
                        "exec": .serviceHook,
                        "initial_sync": .flag,
                    ], requires: ["path", "action"]))
        ]), .null)
}
