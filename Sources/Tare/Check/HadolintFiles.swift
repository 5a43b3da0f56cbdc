internal import TareDiagnostics
internal import TareLint
internal import TareNetwork

/// Where hadolint looks for its configuration; the first file counts.
enum HadolintFiles {
    static func configuration(_ named: String?, _ environment: [String: String]) throws -> HadolintConfig {
        let path = named ?? environment["HADOLINT_CONFIG"].flatMap { $0.isEmpty ? nil : $0 } ?? first(environment)
        var config = HadolintConfig()
        if let path {
            config = try HadolintConfig(yaml: try DiskFolder.read(path, limit: HadolintConfig.mostBytes), path: path)
        }
        return try config.overridden(by: environment)
    }

    private static func first(_ environment: [String: String]) -> String? {
        var stems = [".hadolint"]
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let settings = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        if let folder = settings ?? home.map({ $0 + "/.config" }) { stems.append(folder + "/hadolint") }
        if let home { stems += [home + "/.hadolint/hadolint", home + "/hadolint/config", home + "/.hadolint"] }
        return stems.lazy.flatMap { [$0 + ".yaml", $0 + ".yml"] }.first { path in
            if case .file = DiskFolder.kind(path) { return true }
            return false
        }
    }
}
