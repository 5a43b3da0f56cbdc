internal import TareInventory
internal import TareOCI

/// The interpreter is whole: its standard library is there, and an environment's packages were installed for its
/// minor version.
enum PythonCheck: ProofCheck {
    static let id = "python"

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            // A dangling interpreter shows before the command runs at all.
            return brokenEnvironment(boot) ?? boot.withoutPython ?? .unknown("no Python is known to run")
        }
        guard let interpreter = runtime.interpreter else { return unknownInterpreter(runtime, boot) }
        guard interpreter.standardLibrary != nil else {
            return hasArchive(interpreter, boot)
                ? .unknown("the standard library of \(interpreter.path) is an archive, which is not read")
                : .fail(
                    "\(interpreter.path) has no standard library below \(interpreter.prefix)",
                    fix: "copy \(interpreter.prefix)/lib/python\(interpreter.minor?.description ?? "3") along with it")
        }
        var findings: [Finding] = []
        if let environment = runtime.environment { findings += examine(environment, interpreter, boot) }
        let version = interpreter.version ?? interpreter.minor?.description ?? "of an unknown version"
        findings.append(
            interpreter.minor == nil
                ? .unknown("nothing tells the version of \(interpreter.path)")
                : .pass("\(runtime.invocation.executable) is Python \(version) at \(interpreter.path)"))
        return .worst(of: findings, otherwise: .pass(""))
    }

    private static func examine(
        _ environment: VirtualEnvironment, _ interpreter: PythonInterpreter, _ boot: Boot
    ) -> [Finding] {
        guard let minor = interpreter.minor else { return [] }
        var findings: [Finding] = []
        let expected = "python\(minor)" + (interpreter.isFreeThreaded ? "t" : "")
        let folders = environment.siteDirectories.map { PathLookup.name(of: PathLookup.parent(of: $0)) }
        if !folders.isEmpty, !folders.contains(expected) {
            findings.append(
                .fail(
                    "\(environment.path) has its packages in lib/\(folders[0]), where \(interpreter.path), "
                        + "which looks in lib/\(expected), does not find them",
                    fix: "make the environment with Python \(minor), or use a base with "
                        + folders[0].replacing("python", with: "Python ")))
        }
        if let home = environment.home, !environment.homeExists {
            // The interpreter then looks below the prefix that it was compiled for.
            let isDefault = ["/usr", "/usr/local"].contains(interpreter.prefix)
            findings.append(
                isDefault
                    ? .pass("\(environment.path)/pyvenv.cfg names \(home), which is not there; \(interpreter.path) is")
                    : .unknown(
                        "\(environment.path)/pyvenv.cfg names \(home), which is not there, so that the interpreter "
                            + "looks for its library where it was compiled for",
                        fix: "make the environment with the interpreter at the path that it has in the image"))
        }
        return findings
    }

    private static func unknownInterpreter(_ runtime: PythonRuntime, _ boot: Boot) -> Finding {
        let executable = runtime.invocation.executable
        guard let environment = runtime.environment, let home = environment.home else {
            return .unknown("\(executable) is not known as an interpreter")
        }
        let isElsewhere = boot.inventory.interpreters.contains { interpreter in
            ["/usr", "/usr/local"].contains(interpreter.prefix) && interpreter.standardLibrary != nil
                && interpreter.minor == environment.minor
        }
        let evidence = "\(executable) was copied from \(home), where no interpreter is"
        if isElsewhere { return .unknown(evidence + "; whether it finds another's library is not known") }
        return .fail(
            evidence + ", nor its standard library",
            fix: "copy the interpreter to \(home), or make the environment with this image's")
    }

    /// The environment whose interpreter the command would have run, but which leads nowhere.
    private static func brokenEnvironment(_ boot: Boot) -> Finding? {
        guard case .broken = boot.launch.end else { return nil }
        let wanted = boot.launch.steps.map(\.path) + boot.words.prefix(1)
        for environment in boot.inventory.virtualEnvironments where environment.interpreter == nil {
            let isWanted = wanted.contains { $0.hasPrefix(environment.path + "/") } || isOnPath(environment, boot)
            guard isWanted, let target = environment.pointsTo, boot.tree.node(at: target) == nil else { continue }
            return .fail(
                "\(environment.path)/bin/python leads to \(target), which is not there",
                fix: "copy the interpreter to \(target), or make the environment with this image's interpreter")
        }
        return nil
    }

    private static func isOnPath(_ environment: VirtualEnvironment, _ boot: Boot) -> Bool {
        (boot.variables["PATH"] ?? "").split(separator: ":").contains { $0 == environment.path + "/bin" }
    }

    /// `lib/python312.zip`.
    private static func hasArchive(_ interpreter: PythonInterpreter, _ boot: Boot) -> Bool {
        guard let minor = interpreter.minor else { return false }
        return boot.tree.node(at: "\(interpreter.prefix)/lib/python\(minor.major)\(minor.minor).zip") != nil
    }
}
