internal import TareELF
internal import TareInventory
internal import TareOCI

/// Every library that the extension modules need is found, in the interpreter's process: in what a wheel brings along
/// (`NAME.libs`), in what the interpreter has loaded, in the system.
///
/// Symbols that a module takes from the interpreter are not looked at.
enum ExtensionLibrariesCheck: ProofCheck {
    static let id = "extension-libraries"

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            return boot.withoutPython ?? .unknown("no Python is known to run")
        }
        guard let interpreter = runtime.interpreter, let node = boot.tree.node(at: interpreter.path) else {
            return .unknown("the interpreter is not known")
        }
        let suffixes = ExtensionSuffixes(interpreter, boot.platform)
        let modules = boot.extensionModules.filter { suffixes.accepts($0.tag) }
        guard !modules.isEmpty else { return .pass("no extension module is installed") }
        guard let program = boot.loader.load(program: node) else {
            return .unknown("\(interpreter.path) is linked statically; whether it loads modules is not known")
        }
        let findings = modules.flatMap { module -> [Finding] in
            let problems = boot.loader.load(module: module.node, at: module.path, into: program)
            return problems.map { finding(of: $0, module, program, boot) }
        }
        return .worst(of: findings, otherwise: .pass("\(modules.count) extension modules find their libraries"))
    }

    private static func finding(
        of problem: LibraryProblem, _ module: ExtensionModule, _ program: LoadedProgram, _ boot: Boot
    ) -> Finding {
        var finding = LibrariesCheck.finding(of: problem, in: boot)
        finding.evidence += " (\(module.isStandard ? "standard library" : boot.distribution(of: module)))"
        guard finding.status == .fail else { return finding }
        if module.isStandard { return isNeeded(module, boot) ? finding : pass(finding, "nothing needs it at start") }
        if OptionalModules.contains(module.module), !ExtensionModulesCheck.isAskedFor(module, boot) {
            return pass(finding, "the package does without it")
        }
        // A bare `libx.so` is loaded by its package's own code, if at all.
        if module.tag.isEmpty, PathLookup.name(of: module.path).hasPrefix("lib") {
            return unsure(finding, "only the package's own code would load it")
        }
        if case .missing = problem.kind,
            boot.loader.files(named: problem.name).contains(where: {
                boot.tree.path(of: $0).hasPrefix(module.site + "/")
            })
        {
            return unsure(finding, "the package's own code may load it before")
        }
        return finding
    }

    private static func isNeeded(_ module: ExtensionModule, _ boot: Boot) -> Bool {
        if StandardModules.needed.contains(module.module) { return boot.server != nil }
        return StandardModules.neededByServers.contains(module.module)
            && ["uvicorn", "gunicorn", "hypercorn", "fastapi"].contains(boot.server?.name ?? "")
    }

    private static func pass(_ finding: Finding, _ why: String) -> Finding { .pass("\(finding.evidence): \(why)") }

    private static func unsure(_ finding: Finding, _ why: String) -> Finding {
        .unknown("\(finding.evidence): \(why)", fix: finding.fix)
    }
}
