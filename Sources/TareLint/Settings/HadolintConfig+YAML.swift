internal import Yams

extension HadolintConfig {
    /// Bytes of a configuration; honest ones have a thousandth.
    public static let mostBytes = 1 << 18
    /// Entries of a list.
    public static let mostEntries = 10_000

    /// Reads `.hadolint.yaml`. Keys that hadolint does not know are refused, so that a slip does not switch rules off.
    public init(yaml source: [UInt8], path: String) throws(ConfigError) {
        guard source.count <= Self.mostBytes else {
            throw ConfigError("the file is larger than \(Self.mostBytes) bytes", path)
        }
        guard let text = String(validating: source, as: UTF8.self) else { throw ConfigError("it is not UTF-8", path) }
        // An alias could make a short text stand for any length.
        guard !Self.hasAlias(source) else { throw ConfigError("anchors and aliases are not taken", path) }
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw ConfigError("it is not YAML: \(Self.reason(error))", path)
        }
        self.init()
        guard let root, !ConfigReader.isNull(root) else { return }
        let reader = ConfigReader(path: path)
        for (key, value) in try reader.mapping(root) {
            switch key {
            case "failure-threshold": failureThreshold = try reader.threshold(value)
            case "format": format += [try reader.string(value)]
            case "formats": format += try reader.strings(value)
            case "ignored": ignored = try reader.strings(value)
            case "override":
                for (name, rules) in try reader.mapping(value) {
                    guard let severity = Severity(name) else {
                        throw reader.error("'\(name)' is no severity: use error, warning, info or style", value)
                    }
                    overrides[severity] = try reader.strings(rules)
                }
            case "trustedRegistries": trustedRegistries = try reader.strings(value)
            case "label-schema":
                for (name, type) in try reader.mapping(value) { labelSchema[name] = try reader.labelType(type) }
            case "strict-labels": strictLabels = try reader.bool(value)
            case "disable-ignore-pragma": disableIgnorePragma = try reader.bool(value)
            case "no-fail": noFail = try reader.bool(value)
            case "no-color": noColor = try reader.bool(value)
            case "verbose": verbose = try reader.bool(value)
            default: throw reader.error("'\(key)' is no key of a hadolint configuration", value)
            }
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
            .composer(_, let problem, let mark, _)?:
            "\(problem) (line \(mark.line))"
        case .duplicatedKeysInMapping(let keys, _)?: "a key stands twice: \(keys.sorted().joined(separator: ", "))"
        default: "it cannot be parsed"
        }
    }

    private static func hasAlias(_ text: [UInt8]) -> Bool {
        func has(_ sign: UInt8) -> Bool {
            zip(text, text.dropFirst()).contains { $0 == sign && $1 > 0x20 }
        }
        return has(0x26) && has(0x2A)
    }
}

private struct ConfigReader {
    let path: String

    func error(_ message: String, _ node: Node) -> ConfigError {
        ConfigError(message, node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path)
    }

    static func isNull(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    func mapping(_ node: Node) throws(ConfigError) -> [(String, Node)] {
        if Self.isNull(node) { return [] }
        guard let mapping = node.mapping else { throw error("a mapping is expected", node) }
        guard mapping.count <= HadolintConfig.mostEntries else { throw error("there are too many keys", node) }
        var result: [(String, Node)] = []
        for (key, value) in mapping { result.append((try string(key), value)) }
        return result
    }

    func string(_ node: Node) throws(ConfigError) -> String {
        guard let scalar = node.scalar else { throw error("a word is expected", node) }
        return scalar.string
    }

    func strings(_ node: Node) throws(ConfigError) -> [String] {
        if Self.isNull(node) { return [] }
        guard let sequence = node.sequence else { throw error("a list is expected", node) }
        guard sequence.count <= HadolintConfig.mostEntries else { throw error("the list is too long", node) }
        var result: [String] = []
        for element in sequence { result.append(try string(element)) }
        return result
    }

    func bool(_ node: Node) throws(ConfigError) -> Bool {
        switch node.scalar?.string {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: throw error("true or false is expected", node)
        }
    }

    func threshold(_ node: Node) throws(ConfigError) -> HadolintConfig.Threshold {
        let name = try string(node)
        if let severity = Severity(name) { return .severity(severity) }
        guard name == "none" || name == "ignore" else {
            throw error("'\(name)' is no severity: use error, warning, info, style, ignore or none", node)
        }
        return .never
    }

    func labelType(_ node: Node) throws(ConfigError) -> HadolintConfig.LabelType {
        let name = try string(node)
        if name.isEmpty { return .text }
        guard let type = HadolintConfig.LabelType(rawValue: name) else {
            let known = HadolintConfig.LabelType.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("'\(name)' is no type of label: use \(known)", node)
        }
        return type
    }
}
