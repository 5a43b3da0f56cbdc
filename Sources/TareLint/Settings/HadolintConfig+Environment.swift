extension HadolintConfig {
    /// With what `HADOLINT_*` variables say, which comes before the file, as in hadolint.
    public func overridden(by environment: [String: String]) throws(ConfigError) -> HadolintConfig {
        var result = self
        for (name, value) in environment where name.hasPrefix("HADOLINT_") && !value.isEmpty {
            func words() -> [String] {
                value.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
            }
            func flag() throws(ConfigError) -> Bool {
                switch value.lowercased() {
                case "1", "y", "yes", "true", "on": return true
                case "0", "n", "no", "false", "off": return false
                default: throw ConfigError("\(name) takes true or false, not '\(value)'", "environment")
                }
            }
            switch name.dropFirst("HADOLINT_".count) {
            case "IGNORE": result.ignored = words()
            case "FORMAT": result.format = [value]
            case "NOFAIL": result.noFail = try flag()
            case "VERBOSE": result.verbose = try flag()
            case "STRICT_LABELS": result.strictLabels = try flag()
            case "DISABLE_IGNORE_PRAGMA": result.disableIgnorePragma = try flag()
            case "TRUSTED_REGISTRIES": result.trustedRegistries = words()
            case "OVERRIDE_ERROR": result.overrides[.error] = words()
            case "OVERRIDE_WARNING": result.overrides[.warning] = words()
            case "OVERRIDE_INFO": result.overrides[.info] = words()
            case "OVERRIDE_STYLE": result.overrides[.style] = words()
            case "REQUIRE_LABELS":
                for word in words() {
                    let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
                    guard parts.count == 2, let type = LabelType(rawValue: parts[1].drop { $0 == " " }.lowercased())
                    else { throw ConfigError("\(name) takes NAME:TYPE, not '\(word)'", "environment") }
                    result.labelSchema[parts[0]] = type
                }
            case "FAILURE_THRESHOLD":
                guard let threshold = Threshold(named: value) else {
                    throw ConfigError("\(name) takes error, warning, info, style, ignore or none", "environment")
                }
                result.failureThreshold = threshold
            default: continue
            }
        }
        return result
    }
}

extension HadolintConfig.Threshold {
    /// `error`, `warning`, `info`, `style`; `none` and `ignore` are never.
    public init?(named name: String) {
        if name == "none" || name == "ignore" {
            self = .never
        } else if let severity = Severity(name) {
            self = .severity(severity)
        } else {
            return nil
        }
    }

    /// Whether some of these reach it. What cannot be read always does.
    public func isReached(by findings: some Sequence<Finding>) -> Bool {
        findings.contains { finding in
            if finding.rule == Rules.unreadable.id || finding.rule == ComposeRules.unreadable.id { return true }
            switch self {
            case .never: return false
            case .severity(let severity): return finding.severity >= severity
            }
        }
    }
}
