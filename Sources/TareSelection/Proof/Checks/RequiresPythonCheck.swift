internal import TareInventory
internal import TareOCI
internal import TarePython

/// The installed distributions say that they run on the interpreter's version (core metadata, `Requires-Python`).
///
/// One that says otherwise may run all the same, so such an image is `unknown`: installers do not choose it.
enum RequiresPythonCheck: ProofCheck {
    static let id = "requires-python"

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            return boot.withoutPython ?? .unknown("no Python is known to run")
        }
        let versions = possibleVersions(runtime.interpreter)
        guard let text = runtime.interpreter.flatMap({ $0.version ?? $0.minor?.description }), !versions.isEmpty else {
            return .unknown("the interpreter's version is not known")
        }
        let packages = boot.distributions.all
        let findings = packages.compactMap { package -> Finding? in
            let name = "\(package.name) \(package.version ?? "")"
            guard let metadata = boot.distributions.metadata(of: package) else {
                return .unknown("the metadata of \(name) was not read")
            }
            guard let requirement = metadata.requiresPython else { return nil }
            guard let specifiers = try? VersionSpecifierSet(requirement) else {
                return .unknown("\(name) is for Python '\(requirement)', which is no version specifier")
            }
            guard !versions.contains(where: { specifiers.contains($0, allowingPrereleases: true) }) else { return nil }
            return .unknown(
                "\(name) is for Python \(requirement), the interpreter is \(text)",
                fix: "install a version of \(package.name) for Python \(text), or use a base with another Python")
        }
        return .worst(
            of: findings, otherwise: .pass("\(packages.count) installed distributions are for Python \(text)"))
    }

    /// The interpreter's version; where only its minor is known, the first and a late release of it.
    private static func possibleVersions(_ interpreter: PythonInterpreter?) -> [PEP440Version] {
        guard let interpreter else { return [] }
        if let version = interpreter.version { return (try? PEP440Version(version)).map { [$0] } ?? [] }
        guard let minor = interpreter.minor else { return [] }
        return ["\(minor).0", "\(minor).99"].compactMap { try? PEP440Version($0) }
    }
}
