/// Keys and kinds as `schema/compose-spec.json` has them; a test holds both equal.
extension ComposeShape {
    /// The whole file.
    static let file: ComposeShape = .object([
        "version": .text,
        "name": .text,
        "include": .list(.include),
        "services": .map(.service),
        "models": .map(.model),
        "networks": .map(.network),
        "volumes": .map(.volume),
        "secrets": .map(.secret),
        "configs": .map(.config),
    ])

    /// `include[*]`.
    static let include: ComposeShape = .one(
        of: .text,
        .object([
            "path": .stringOrList,
            "env_file": .stringOrList,
            "project_directory": .text,
        ]))

    /// `networks.*`.
    static let network: ComposeShape = .one(
        of: .object([
            "name": .text,
            "driver": .text,
            "driver_opts": .map(.one(of: .text, .number)),
            "ipam": .object([
                "driver": .text,
                "config": .list(
                    .object([
                        "subnet": .text,
                        "ip_range": .text,
                        "gateway": .text,
                        "aux_addresses": .map(.text),
                    ])),
                "options": .map(.text),
            ]),
            "external": .one(
                of: .flag, .text,
                .object([
                    "name": .text
                ])),
            "internal": .one(of: .flag, .text),
            "enable_ipv4": .one(of: .flag, .text),
            "enable_ipv6": .one(of: .flag, .text),
            "attachable": .one(of: .flag, .text),
            "labels": .listOrDict,
        ]), .null)

    /// `volumes.*`.
    static let volume: ComposeShape = .one(
        of: .object([
            "name": .text,
            "driver": .text,
            "driver_opts": .map(.one(of: .text, .number)),
            "external": .one(
                of: .flag, .text,
                .object([
                    "name": .text
                ])),
            "labels": .listOrDict,
        ]), .null)

    /// `secrets.*`.
    static let secret: ComposeShape = .object([
        "name": .text,
        "environment": .text,
        "file": .text,
        "external": .one(
            of: .flag, .text,
            .object(
                [
                    "name": .text
                ], isOpen: true)),
        "labels": .listOrDict,
        "driver": .text,
        "driver_opts": .map(.one(of: .text, .number)),
        "template_driver": .text,
    ])

    /// `configs.*`.
    static let config: ComposeShape = .object([
        "name": .text,
        "content": .text,
        "environment": .text,
        "file": .text,
        "external": .one(
            of: .flag, .text,
            .object(
                [
                    "name": .text
                ], isOpen: true)),
        "labels": .listOrDict,
        "template_driver": .text,
    ])

    /// `models.*`.
    static let model: ComposeShape = .object(
        [
            "name": .text,
            "model": .text,
            "context_size": .integer,
            "runtime_flags": .list(.text),
        ], requires: ["model"])

    /// A command: of a shell, or of words.
    static let command: ComposeShape = .one(of: .null, .text, .list(.text))

    /// One text or several.
    static let stringOrList: ComposeShape = .one(of: .text, .listOfStrings)

    /// Texts.
    static let listOfStrings: ComposeShape = .list(.text)

    /// Names and values: `NAME=value` in a list, or a mapping.
    static let listOrDict: ComposeShape = .one(of: .map(.one(of: .text, .number, .flag, .null)), .list(.text))
}
