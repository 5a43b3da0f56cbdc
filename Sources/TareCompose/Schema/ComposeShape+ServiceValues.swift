/// Keys and kinds as `schema/compose-spec.json` has them; a test holds both equal.
extension ComposeShape {
    /// `services.*.healthcheck`.
    static let healthcheck: ComposeShape = .object([
        "disable": .one(of: .flag, .text),
        "interval": .text,
        "retries": .one(of: .number, .text),
        "test": .one(of: .text, .list(.text)),
        "timeout": .text,
        "start_period": .text,
        "start_interval": .text,
    ])

    /// `services.*.pre_start[*]`.
    static let preStartHook: ComposeShape = .object([
        "command": .command,
        "image": .text,
        "user": .text,
        "privileged": .one(of: .flag, .text),
        "working_dir": .text,
        "environment": .listOrDict,
        "per_replica": .one(of: .flag, .text),
    ])

    /// `services.*.post_start[*]` and `pre_stop[*]`.
    static let serviceHook: ComposeShape = .object(
        [
            "command": .command,
            "user": .text,
            "privileged": .one(of: .flag, .text),
            "working_dir": .text,
            "environment": .listOrDict,
        ], requires: ["command"])

    /// `services.*.secrets` and `configs`.
    static let serviceConfigOrSecret: ComposeShape = .list(
        .one(
            of: .text,
            .object([
                "source": .text,
                "target": .text,
                "uid": .text,
                "gid": .text,
                "mode": .one(of: .number, .text),
            ])))

    /// `services.*.env_file`.
    static let envFile: ComposeShape = .one(
        of: .text,
        .list(
            .one(
                of: .text,
                .object(
                    [
                        "path": .text,
                        "format": .text,
                        "required": .one(of: .flag, .text),
                    ], requires: ["path"]))))

    /// `services.*.label_file`.
    static let labelFile: ComposeShape = .one(of: .text, .list(.text))

    /// Bytes or operations of a device.
    static let blkioLimit: ComposeShape = .object([
        "path": .text,
        "rate": .one(of: .integer, .text),
    ])

    /// The weight of a device.
    static let blkioWeight: ComposeShape = .object([
        "path": .text,
        "weight": .one(of: .integer, .text),
    ])

    /// `services.*.ulimits`.
    static let ulimits: ComposeShape = .map(
        .one(
            of: .integer, .text,
            .object(
                [
                    "hard": .one(of: .integer, .text),
                    "soft": .one(of: .integer, .text),
                ], requires: ["soft", "hard"])))

    /// `services.*.extra_hosts`.
    static let extraHosts: ComposeShape = .one(of: .map(.one(of: .text, .list(.text))), .list(.text))

    /// `services.*.gpus`.
    static let gpus: ComposeShape = .one(
        of: .text,
        .list(
            .object(
                [
                    "capabilities": .listOfStrings,
                    "count": .one(of: .text, .integer),
                    "device_ids": .listOfStrings,
                    "driver": .text,
                    "options": .listOrDict,
                ], isOpen: true)))
}
