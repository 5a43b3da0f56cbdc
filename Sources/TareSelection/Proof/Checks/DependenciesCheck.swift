internal import TareInventory
internal import TareOCI
internal import TarePython

/// What the installed distributions need is installed too (core metadata, `Requires-Dist`).
///
/// What the server itself stands on has to be there. Others may import what they lack late or never, so that is
/// `unknown`.
enum DependenciesCheck: ProofCheck {
    static let id = "dependencies"

    private static let mostRequirements = 20_000

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            return boot.withoutPython ?? .unknown("no Python is known to run")
        }
        guard let environment = markers(runtime, boot) else {
            return .unknown("which dependencies apply on \(boot.platform) is not known")
        }
        let needed = serverClosure(boot, environment)
        let search = ModuleSearch(boot, runtime)
        var findings: [Finding] = []
        for package in boot.distributions.all {
            let extras = needed[package.normalizedName] ?? []
            for requirement in requirements(of: package, extras, boot, environment) {
                let name = requirement.name.description
                guard boot.distributions.byName[name] == nil, !isImportable(name, search, runtime) else { continue }
                let evidence = "\(package.name) \(package.version ?? "") needs \(name), which is not installed"
                let fix = "install \(name) along with \(package.name)"
                let isServers = needed[package.normalizedName] != nil && runtime.modulePath.doubts.isEmpty
                findings.append(
                    isServers
                        ? .fail(evidence, fix: fix) : .unknown(evidence + "; it may do without at start", fix: fix))
            }
        }
        let count = boot.distributions.byName.count
        return .worst(of: findings, otherwise: .pass("\(count) installed distributions have what they need"))
    }

    private static func markers(_ runtime: PythonRuntime, _ boot: Boot) -> MarkerEnvironment? {
        guard let interpreter = runtime.interpreter,
            let version = interpreter.version ?? interpreter.minor.map({ "\($0).0" }),
            let python = try? PEP440Version(version),
            let machine = boot.loader.machine.flatMap({ Machine(rawValue: $0.name) })
        else { return nil }
        return MarkerEnvironment(python: python, machine: machine)
    }

    private static func requirements(
        of package: PackageRecord, _ extras: Set<String>, _ boot: Boot, _ environment: MarkerEnvironment
    ) -> [Requirement] {
        (boot.distributions.metadata(of: package)?.requirements ?? []).compactMap { text in
            guard let requirement = try? Requirement(text) else { return nil }
            let applies = requirement.marker?.evaluate(in: environment, extras: extras) ?? true
            return applies ? requirement : nil
        }
    }

    /// The distributions that the server needs, itself among them, with the extras that are asked of each.
    private static func serverClosure(_ boot: Boot, _ environment: MarkerEnvironment) -> [String: Set<String>] {
        guard let server = boot.server else { return [:] }
        var closure: [String: Set<String>] = [:]
        var pending = [(PythonName.normalized(server.name), Set<String>())]
        var budget = mostRequirements
        while let (name, extras) = pending.popLast(), budget > 0 {
            guard let package = boot.distributions.byName[name] else { continue }
            if let known = closure[name], extras.isSubset(of: known) { continue }
            closure[name, default: []].formUnion(extras)
            for requirement in requirements(of: package, closure[name] ?? [], boot, environment) {
                budget -= 1
                pending.append((requirement.name.description, Set(requirement.extras.map(\.description))))
            }
        }
        return closure
    }

    /// Whether there is a module of the distribution's name, which was put there without metadata.
    private static func isImportable(_ name: String, _ search: ModuleSearch, _ runtime: PythonRuntime) -> Bool {
        switch search.find(name.replacing("-", with: "_"), in: runtime.modulePath) {
        case .module, .package, .builtIn: true
        default: false
        }
    }
}
