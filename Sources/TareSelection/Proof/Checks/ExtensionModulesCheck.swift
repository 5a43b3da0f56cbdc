internal import TareInventory
internal import TareOCI

/// The extension modules were built for the interpreter that runs: its minor version, its C library, its processor,
/// with or without the lock (PEP 3149, PEP 703).
enum ExtensionModulesCheck: ProofCheck {
    static let id = "extension-modules"

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            return boot.withoutPython ?? .unknown("no Python is known to run")
        }
        guard let interpreter = runtime.interpreter, interpreter.minor != nil else {
            return .unknown("the interpreter is not known")
        }
        guard interpreter.implementation == .cpython else {
            return .unknown("which modules \(interpreter.implementation.rawValue) loads is not known")
        }
        let suffixes = ExtensionSuffixes(interpreter, boot.platform)
        let modules = boot.extensionModules.filter { !$0.isStandard }
        let groups = Dictionary(grouping: modules) { $0.site + "/" + $0.module }
        var findings: [Finding] = []
        for key in groups.keys.sorted() {
            guard let group = groups[key] else { continue }
            findings += examine(group, suffixes, interpreter, boot)
        }
        findings += stableInterfaces(runtime, interpreter, boot)
        return .worst(
            of: findings, otherwise: .pass("\(groups.count) extension modules fit Python \(describe(interpreter))"))
    }

    /// Modules of the stable interface run on the minor version that their wheel names, and on later ones.
    private static func stableInterfaces(
        _ runtime: PythonRuntime, _ interpreter: PythonInterpreter, _ boot: Boot
    ) -> [Finding] {
        guard let minor = interpreter.minor else { return [] }
        let folders = Set(runtime.modulePath.folders.map(\.path))
        return boot.inventory.packages.compactMap { package in
            guard let python = package.python, folders.contains(python.directory) else { return nil }
            let minors = python.wheelTags.compactMap { tag -> Int? in
                let parts = tag.split(separator: "-")
                guard parts.count == 3, parts[1] == "abi3", parts[0].hasPrefix("cp3") else { return nil }
                return Int(parts[0].dropFirst(3))
            }
            guard let lowest = minors.min(), minors.count == python.wheelTags.count, lowest > minor.minor else {
                return nil
            }
            return .unknown(
                "\(package.name) \(package.version ?? "") was built for Python 3.\(lowest) and later, the "
                    + "interpreter is \(minor)",
                fix: "install the packages with Python \(minor), or use a base with Python 3.\(lowest)")
        }
    }

    /// The files of one module: one that fits is enough.
    private static func examine(
        _ group: [ExtensionModule], _ suffixes: ExtensionSuffixes, _ interpreter: PythonInterpreter, _ boot: Boot
    ) -> [Finding] {
        guard let module = group.first(where: { suffixes.accepts($0.tag) }) else {
            guard let first = group.first else { return [] }
            let evidence =
                "\(first.path) (\(boot.distribution(of: first))) is built for \(first.tag), "
                + "the interpreter is \(describe(interpreter))"
            if OptionalModules.contains(first.module), !isAskedFor(first, boot) {
                return [.pass(evidence + ": the package does without it")]
            }
            return [
                .fail(
                    evidence,
                    fix:
                        "install the packages with Python \(describe(interpreter)), or use a base with the Python that "
                        + "they were installed for")
            ]
        }
        guard let machine = boot.loader.machine, let facts = boot.loader.facts(of: module.node) else { return [] }
        guard !machine.isOf(facts) else { return [] }
        // A library that only has a module's ending is loaded by no import.
        if module.tag.isEmpty, PathLookup.name(of: module.path).hasPrefix("lib") { return [] }
        return [
            .fail(
                "\(module.path) (\(boot.distribution(of: module))) is for \(facts.machineName), "
                    + "the image for \(boot.platform)", fix: "install the wheels for \(boot.platform)")
        ]
    }

    /// Whether the command asks for a module that its package could do without.
    static func isAskedFor(_ module: ExtensionModule, _ boot: Boot) -> Bool {
        boot.server?.alsoNeeded.contains(module.top) == true || boot.expectations.importNames.contains(module.top)
    }

    private static func describe(_ interpreter: PythonInterpreter) -> String {
        if let tag = interpreter.extensionTag { return tag }
        return (interpreter.minor?.description ?? "?") + (interpreter.isFreeThreaded ? "t" : "")
    }
}
