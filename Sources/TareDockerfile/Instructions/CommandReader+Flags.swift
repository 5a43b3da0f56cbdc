/// A flag that an instruction takes.
struct FlagKind: Sendable {
    enum Value: Sendable { case bool, string, strings }

    var name: String
    var value: Value

    static func bool(_ name: String) -> FlagKind { FlagKind(name: name, value: .bool) }
    static func string(_ name: String) -> FlagKind { FlagKind(name: name, value: .string) }
    static func strings(_ name: String) -> FlagKind { FlagKind(name: name, value: .strings) }
}

/// The flags of an instruction that it takes.
struct FlagValues {
    private var flags: [(name: String, flag: Flag)] = []

    mutating func append(_ name: String, _ flag: Flag) { flags.append((name, flag)) }

    func contains(_ name: String) -> Bool { flags.contains { $0.name == name } }

    /// The value of a flag that is given once.
    subscript(name: String) -> Word? { flags.first { $0.name == name }?.flag.value }

    func all(_ name: String) -> [Flag] { flags.filter { $0.name == name }.map(\.flag) }

    /// Nil where a switch is not given; `--name` alone is on.
    func isOn(_ name: String) -> Bool? {
        guard let flag = flags.first(where: { $0.name == name })?.flag else { return nil }
        return flag.value.map { $0.text.lowercased() == "true" } ?? true
    }
}

extension CommandReader {
    /// `BFlags.Parse`.
    mutating func readFlags(_ kinds: [FlagKind]) -> FlagValues {
        var values = FlagValues()
        for flag in instruction.flags {
            let name = flag.name.text
            guard let kind = kinds.first(where: { $0.name == name }) else {
                let list = kinds.map { "--" + $0.name }.joined(separator: ", ")
                report(
                    "unknown flag: --\(name)",
                    hint: "\(instruction.keyword.name) takes \(kinds.isEmpty ? "no flags" : list)", at: flag.range)
                continue
            }
            if kind.value != .strings, values.contains(name) {
                report("duplicate flag specified: --\(name)", at: flag.range)
                continue
            }
            let value = flag.value?.text
            switch kind.value {
            case .bool:
                if value == "" {
                    report("missing a value on flag: --\(name)", at: flag.range)
                } else if let value, value.lowercased() != "true", value.lowercased() != "false" {
                    report("expecting boolean value for flag --\(name), not: \(value)", at: flag.range)
                }
            case .string, .strings:
                if value == nil { report("missing a value on flag: --\(name)", at: flag.range) }
            }
            values.append(name, flag)
        }
        return values
    }
}
