internal import TareOCI

/// The module that Python is asked to run, or that a console script imports, is on its module path.
enum ServerCheck: ProofCheck {
    static let id = "server"

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            return boot.withoutPython ?? .unknown("no Python is known to run")
        }
        return examine(runtime, boot.server, boot)
    }

    static func examine(_ runtime: PythonRuntime, _ server: ServerCall?, _ boot: Boot) -> Finding {
        guard let server, let module = server.module else {
            switch runtime.invocation.main {
            case .script: return .pass("a script is run, no server's module")
            case .code(let code): return imports(of: code, runtime, boot)
            case .standardInput: return .pass("the interpreter itself is run, and ends when there is no input")
            case .information, .module: return .pass("the interpreter answers and ends")
            }
        }
        let search = ModuleSearch(boot, runtime)
        var findings = [importing(module, search, runtime)]
        if server.isFolderKnown {
            findings += StandardModules.libraryOfServers.map { importing($0, search, runtime) }
        }
        if case .module = runtime.invocation.main { findings += running(module, search, runtime) }
        for name in server.alsoNeeded {
            var path = runtime.modulePath
            path.prepend(server.applicationFolder)
            findings.append(importing(name, search, runtime, path))
        }
        return .worst(of: findings, otherwise: .pass(""))
    }

    /// The modules that code of the command line imports first thing.
    private static func imports(of code: String, _ runtime: PythonRuntime, _ boot: Boot) -> Finding {
        let search = ModuleSearch(boot, runtime)
        return .worst(
            of: ImportScanner.modules(in: code).map { importing($0, search, runtime) },
            otherwise: .pass("code of the command line is run, which imports nothing"))
    }

    /// Whether a module is found.
    static func importing(
        _ module: String, _ search: ModuleSearch, _ runtime: PythonRuntime, _ path: ModulePath? = nil
    ) -> Finding {
        let path = path ?? runtime.modulePath
        switch search.find(module, in: path) {
        case .module(let file), .package(let file): return .pass("\(module) is \(file)")
        case .namespace(let folders): return .pass("\(module) is the folder \(folders[0])")
        case .builtIn: return .pass("\(module) is built in")
        case .unreadable(let file):
            return .fail(
                "the user may not read \(file), in which \(module) is",
                fix: "make it readable: COPY --chmod=755, or chmod -R a+rX in the image")
        case .foreign(let file):
            return .fail(
                "\(module) is only there for another interpreter: \(file)",
                fix: "install the packages with the interpreter that runs them")
        case .missing:
            if StandardModules.sometimesBuiltIn.contains(module) { return .pass("\(module) may be built in") }
            let top = module.split(separator: ".").first.map(String.init) ?? module
            if let doubt = path.doubts.first { return .unknown("\(module) was not found, and \(doubt)") }
            return .fail(
                "\(module) is on no folder of the module path: \(shown(path))",
                fix:
                    "install \(top) for \(runtime.invocation.executable), "
                    + "or run the Python of the environment that has it"
            )
        }
    }

    /// `-m` runs a module itself, and of a package its `__main__`.
    private static func running(_ module: String, _ search: ModuleSearch, _ runtime: PythonRuntime) -> [Finding] {
        switch search.find(module, in: runtime.modulePath) {
        case .package, .namespace:
            switch search.find(module + ".__main__", in: runtime.modulePath) {
            case .missing:
                return [
                    .fail(
                        "\(module) is a package without __main__, which 'python -m' cannot run",
                        fix: "name the module that is to be run, as in 'python -m \(module).server'")
                ]
            default: return []
            }
        default: return []
        }
    }

    private static func shown(_ path: ModulePath) -> String {
        let folders = path.folders.filter { $0.origin != .standardLibrary }.map(\.path)
        return folders.isEmpty ? "it has no folder for packages" : folders.joined(separator: ", ")
    }
}
