internal import TareOCI

/// The application that the server is given is a module on the path that the server searches. Whether the module has
/// the attribute is not known without running it.
enum ApplicationCheck: ProofCheck {
    static let id = "application"

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            if boot.expectations.application == nil, let finding = boot.withoutPython { return finding }
            return .unknown("no Python is known to run the application")
        }
        let search = ModuleSearch(boot, runtime)
        var path = runtime.modulePath
        if let server = boot.server { path.prepend(server.applicationFolder) }
        var findings = boot.expectations.importNames.map { ServerCheck.importing($0, search, runtime, path) }
        findings += boot.expectations.imports.compactMap { ImportFinding.examine($0, search, path, boot) }
        if let reason = boot.expectations.unreadSources {
            findings.append(.unknown("what the application imports is not known: \(reason)"))
        }
        if let name = boot.server?.application ?? boot.expectations.application.flatMap({ ApplicationName($0) }) {
            findings.append(importing(name, search, path, runtime, boot))
        } else if let expected = boot.expectations.application {
            findings.append(.unknown("'\(expected)' is no name of an application: 'module:attribute'"))
        } else if boot.server?.name == "fastapi" {
            findings.append(file(boot))
        } else if let server = boot.server,
            ["uvicorn", "gunicorn", "hypercorn", "granian", "daphne"].contains(server.name)
        {
            findings.append(.unknown("the command does not name the application that \(server.name) serves"))
        }
        return .worst(of: findings, otherwise: .pass("the command itself is the application"))
    }

    private static func importing(
        _ name: ApplicationName, _ search: ModuleSearch, _ path: ModulePath, _ runtime: PythonRuntime, _ boot: Boot
    ) -> Finding {
        switch search.find(name.module, in: path) {
        case .module(let file), .package(let file): return .pass("\(name.module):\(name.attribute) is in \(file)")
        case .namespace(let folders):
            return .fail(
                "\(name.module) is the folder \(folders[0]) without __init__.py, which has no '\(name.attribute)'",
                fix: "name the module in it, as in '\(name.module).server:\(name.attribute)'")
        case .missing where boot.server?.isFolderKnown != true:
            let program = boot.server?.name ?? "the script"
            return .unknown("\(name.module) was not found, and where \(program) looks is not known")
        case .missing where path.doubts.isEmpty:
            let top = name.module.split(separator: ".").first.map(String.init) ?? name.module
            let place = elsewhere(top, boot)
            let searched = path.folders.first.map { "\($0.path) and the folders for packages" } ?? "no folder"
            return .fail(
                "\(name.module) is not in \(searched)" + (place.map { "; it is in \($0)" } ?? ""),
                fix: place.map { "set WORKDIR \($0), or PYTHONPATH=\($0)" }
                    ?? "copy \(name.module.replacing(".", with: "/")).py into the final stage")
        default: return ServerCheck.importing(name.module, search, runtime, path)
        }
    }

    /// A folder near the root that has the module.
    private static func elsewhere(_ module: String, _ boot: Boot) -> String? {
        for folder in ["/app", "/app/src", "/src", "/code", "/srv", "/opt/app", "/workspace", "/home/app", "/"] {
            for name in [module + ".py", module + "/__init__.py"] {
                if boot.tree.node(at: PathLookup.joined(folder, name)) != nil { return folder }
            }
        }
        return nil
    }

    /// `fastapi run FILE`, or one of the files that it looks for by itself (fastapi-cli, `get_default_path`).
    private static func file(_ boot: Boot) -> Finding {
        let usual = ["main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py"]
        if let file = boot.server?.file {
            let lookup = boot.lookup(file)
            guard let node = lookup.node else {
                let path = PathLookup.absolute(file, from: boot.workingDirectory)
                return .fail(lookup.reason(for: path), fix: "copy it into the final stage, or set WORKDIR")
            }
            guard boot.access?.allows(.read, node) ?? true else { return .fail("the user may not read \(file)") }
            return .pass("the application is \(boot.tree.path(of: node))")
        }
        if let found = usual.first(where: { boot.lookup($0).node != nil }) {
            return .pass("the application is \(PathLookup.absolute(found, from: boot.workingDirectory))")
        }
        return .unknown("which file 'fastapi run' finds is not known")
    }
}
