internal import TareInventory
internal import TareOCI

/// What a console script or module that Python runs is: a server with an application, or any other program.
struct ServerCall {
    /// The script's name, or the first part of the module's: `uvicorn`.
    let name: String
    /// The module that has to be imported first; `nil` for a script whose module nothing tells.
    let module: String?
    /// `server:app`, as an argument names it.
    let application: ApplicationName?
    /// The file that `fastapi run` is given.
    let file: String?
    /// Where the server looks for the application before all others.
    let applicationFolder: String
    /// Whether that is known: programs that are not known here mostly take the working directory.
    let isFolderKnown: Bool
    /// Modules that arguments ask for: workers, loops, parsers.
    let alsoNeeded: [String]
    /// The port that it listens at, where an argument says so.
    let port: Int?

    /// Servers that put the working directory, or the folder of an option, on the module path.
    private static let folderOptions: [String: [String]] = [
        "uvicorn": ["--app-dir"], "gunicorn": ["--chdir"], "hypercorn": [], "granian": ["--working-dir"],
        "daphne": [], "fastapi": [],
    ]

    init?(_ runtime: PythonRuntime, in boot: Boot) {
        let invocation = runtime.invocation
        switch invocation.main {
        case .module(let module):
            name = module.split(separator: ".").first.map(String.init) ?? module
            self.module = module
        case .script(let script):
            let scriptName = PathLookup.name(of: script)
            let folder = PathLookup.name(of: PathLookup.parent(of: script))
            let entry = EntryPoints(boot).module(of: scriptName, for: runtime)
            guard folder == "bin", entry != nil || Self.folderOptions[scriptName] != nil else { return nil }
            name = scriptName
            module = entry ?? scriptName
        case .code, .standardInput, .information: return nil
        }
        let options = ArgumentOptions(invocation.arguments)
        application = invocation.arguments.lazy.compactMap { ApplicationName($0) }.first
        if name == "fastapi" {
            file = invocation.arguments.first { $0.hasSuffix(".py") }
        } else {
            file = nil
        }
        let names = Self.folderOptions[name]
        isFolderKnown = names != nil
        let folder = options.value(of: names ?? []) ?? ""
        applicationFolder =
            folder.isEmpty
            ? boot.workingDirectory
            : PathLookup.normalized(PathLookup.absolute(folder, from: boot.workingDirectory))
        alsoNeeded = Self.needs(of: name, options)
        port = Self.port(options)
    }

    private static func needs(of name: String, _ options: ArgumentOptions) -> [String] {
        switch name {
        case "gunicorn":
            let worker = options.value(of: ["-k", "--worker-class"]) ?? ""
            // `uvicorn.workers.UvicornWorker`: a class in a module; names without a dot are gunicorn's own.
            let parts = worker.split(separator: ".")
            return parts.count > 1 ? [parts.dropLast().joined(separator: ".")] : []
        case "uvicorn", "fastapi":
            var needs: [String] = []
            if options.value(of: ["--loop"]) == "uvloop" { needs.append("uvloop") }
            for parser in ["httptools", "h11"] where options.value(of: ["--http"]) == parser { needs.append(parser) }
            return needs
        default: return []
        }
    }

    private static func port(_ options: ArgumentOptions) -> Int? {
        if let port = options.value(of: ["--port", "-p"]).flatMap(Int.init) { return port }
        let bind = options.value(of: ["--bind", "-b"])
        return bind?.split(separator: ":").last.flatMap { Int($0) }
    }
}

/// Options of a command line with their values, as `--name value`, `--name=value` or `-n value`.
struct ArgumentOptions {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    func value(of names: [String]) -> String? {
        for (index, word) in words.enumerated() {
            for name in names {
                if word == name, index + 1 < words.count { return words[index + 1] }
                if word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
            }
        }
        return nil
    }
}
