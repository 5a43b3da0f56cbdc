import TareDockerfile

/// A server of Python's world as its command line starts it.
struct ServerCommand {
    let name: String
    /// Where it listens; nil is not known.
    var host: String?
    var port: Int?
    /// Whether the host is what it takes when nothing is said.
    var isDefaultHost = false
    /// `module:attribute` or a file.
    var target: String?
    var workers: Int?
    /// The option or word that makes it watch its files, or that is for development alone.
    var development: String?
    /// Where modules are looked for instead of the working directory.
    var folder: String?
    /// Whether it listens on a socket's file.
    var isLocal = false

    /// Nil for other programs.
    init?(_ command: ProcessCommand, _ process: Process) {
        guard let name = command.name else { return nil }
        self.name = name
        let environment = process.environment
        switch name {
        case "uvicorn": readUvicorn(command, environment)
        case "gunicorn": readGunicorn(command, process)
        case "hypercorn": readHypercorn(command)
        case "daphne": readDaphne(command)
        case "granian": readGranian(command, environment)
        case "fastapi": guard readFastAPI(command) else { return nil }
        case "flask": guard readFlask(command, process) else { return nil }
        case "waitress-serve": readWaitress(command)
        case "mcp", "fastmcp": guard readMCP(command, environment) else { return nil }
        case _ where StatedPython.isPython(name) || name == "manage.py" || name == "django-admin":
            guard readDjango(command, name) else { return nil }
        default: return nil
        }
        if let host, host.has(anyOf: "$") { self.host = nil }
    }

    private static let valued = [
        "--host", "--port", "--workers", "--log-level", "--loop", "--http", "--ws", "--app-dir", "--uds", "--fd",
        "--root-path", "--env-file", "--log-config", "--reload-dir", "--limit-concurrency", "--timeout-keep-alive",
        "--proxy-headers-of", "--forwarded-allow-ips", "--ssl-keyfile", "--ssl-certfile", "--lifespan", "--interface",
        "--limit-max-requests", "--backlog", "--timeout-graceful-shutdown", "--reload-include", "--reload-exclude",
        "--bind", "--worker-class", "--timeout", "--threads", "--config", "--chdir", "--access-logfile",
        "--error-logfile", "--log-file", "--pid", "--user", "--group", "--name", "--keep-alive", "--max-requests",
        "--max-requests-jitter", "--graceful-timeout", "--worker-tmp-dir", "--worker-connections", "--access-logformat",
        "--env", "--app", "--listen", "--call", "--unix-socket", "--runtime-threads", "--url-path-prefix",
        "--transport",
        "--path", "--server-spec", "--root-path", "--url-prefix", "--threading-mode", "--blocking-threads",
        "--verbosity",
    ]

    private static func number(_ text: String??) -> Int? { (text ?? nil).flatMap { Int($0) } }

    private mutating func takeHost(_ value: String??, _ variable: String?, _ standard: String) {
        if let value {
            host = value
        } else if let variable {
            host = variable
        } else {
            (host, isDefaultHost) = (standard, true)
        }
    }

    private mutating func takePort(_ value: String??, _ variable: String?, _ standard: Int) {
        if let value {
            port = Self.number(value)
        } else if let variable {
            port = Int(variable)
        } else {
            port = standard
        }
    }

    private mutating func readUvicorn(_ command: ProcessCommand, _ environment: [String: String]) {
        let words = command.words(Self.valued + ["-w"])
        takeHost(words.value("--host"), environment["UVICORN_HOST"], "127.0.0.1")
        takePort(words.value("--port"), environment["UVICORN_PORT"], 8000)
        isLocal = words.value("--uds") != nil || words.value("--fd") != nil
        workers = Self.number(words.value("--workers")) ?? environment["WEB_CONCURRENCY"].flatMap { Int($0) }
        if words.has("--reload") { development = "--reload" }
        target = words.operands.first ?? nil
        if let folder = words.value("--app-dir") { self.folder = folder ?? "" }
    }

    private mutating func readGunicorn(_ command: ProcessCommand, _ process: Process) {
        let words = command.words(Self.valued + ["-b", "-w", "-k", "-t", "-c", "-u", "-g", "-n", "-p", "-e"])
        let isElsewhere = process.environment["GUNICORN_CMD_ARGS"] != nil
        let bind = words.value("-b", "--bind")
        if bind != nil {
            takeBind(bind ?? nil)
        } else if !isElsewhere, words.value("-c", "--config") == nil, process.environment["PORT"] == nil,
            let folder = process.workdir, process.world.lookUp(folder.below("gunicorn.conf.py")).isAbsent
        {
            (host, port, isDefaultHost) = ("127.0.0.1", 8000, true)
        }
        workers =
            Self.number(words.value("-w", "--workers")) ?? process.environment["WEB_CONCURRENCY"].flatMap { Int($0) }
        if words.has("--reload") { development = "--reload" }
        target = words.operands.first ?? nil
        if let folder = words.value("--chdir") { self.folder = folder ?? "" }
        if words.value("-c", "--config") != nil, target == nil || folder == nil { folder = folder ?? nil }
    }

    /// `host:port`, `unix:path`
    private mutating func takeBind(_ text: String?) {
        guard let text else { return }
        if text.hasPrefix("unix:") || text.hasPrefix("fd:") {
            isLocal = true
            return
        }
        guard let colon = text.utf8.lastIndex(of: 0x3A) else {
            host = text
            return
        }
        host = String(text[..<colon])
        port = Int(text[text.utf8.index(after: colon)...])
        if host == "" { host = "0.0.0.0" }
    }

    private mutating func readHypercorn(_ command: ProcessCommand) {
        let words = command.words(Self.valued + ["-b", "-w", "-k", "-c", "-p", "-u", "-g"])
        if let bind = words.value("-b", "--bind") {
            takeBind(bind)
        } else if words.value("-c", "--config") == nil {
            (host, port, isDefaultHost) = ("127.0.0.1", 8000, true)
        }
        workers = Self.number(words.value("-w", "--workers"))
        if words.has("--reload") { development = "--reload" }
        target = words.operands.first ?? nil
    }

    private mutating func readDaphne(_ command: ProcessCommand) {
        let words = command.words(Self.valued + ["-b", "-p", "-u", "-e", "-v", "-t"])
        isLocal = words.has("-u", "--unix-socket", "-e", "--endpoint")
        takeHost(words.value("-b", "--bind"), nil, "127.0.0.1")
        takePort(words.value("-p", "--port"), nil, 8000)
        target = words.operands.first ?? nil
    }

    private mutating func readGranian(_ command: ProcessCommand, _ environment: [String: String]) {
        let words = command.words(Self.valued)
        takeHost(words.value("--host"), environment["GRANIAN_HOST"], "127.0.0.1")
        takePort(words.value("--port"), environment["GRANIAN_PORT"], 8000)
        workers = Self.number(words.value("--workers")) ?? environment["GRANIAN_WORKERS"].flatMap { Int($0) }
        if words.has("--reload") { development = "--reload" }
        target = words.operands.first ?? nil
    }

    private mutating func readFastAPI(_ command: ProcessCommand) -> Bool {
        let words = command.words(Self.valued)
        guard let verb = words.operands.first, verb == "run" || verb == "dev" else { return false }
        takeHost(words.value("--host"), nil, verb == "run" ? "0.0.0.0" : "127.0.0.1")
        takePort(words.value("--port"), nil, 8000)
        workers = Self.number(words.value("--workers"))
        if verb == "dev" { development = "fastapi dev" }
        if words.has("--reload") { development = "--reload" }
        target = words.operands.count > 1 ? words.operands[1] : nil
        return true
    }

    private mutating func readFlask(_ command: ProcessCommand, _ process: Process) -> Bool {
        let words = command.words(Self.valued + ["-h", "-p", "-A", "-e"])
        guard words.operands.contains("run") else { return false }
        takeHost(words.value("--host", "-h"), process.environment["FLASK_RUN_HOST"], "127.0.0.1")
        takePort(words.value("--port", "-p"), process.environment["FLASK_RUN_PORT"], 5000)
        if isDefaultHost, let folder = process.workdir {
            for name in [".flaskenv", ".env"] where process.world.lookUp(folder.below(name)).found != nil { host = nil }
        }
        if words.has("--reload", "--debug") { development = words.has("--debug") ? "--debug" : "--reload" }
        if let debug = process.environment["FLASK_DEBUG"], debug == "1" || debug.lowercased() == "true" {
            development = "FLASK_DEBUG=\(debug)"
        }
        return true
    }

    private mutating func readWaitress(_ command: ProcessCommand) {
        let words = command.words(Self.valued)
        if let listen = words.value("--listen") {
            takeBind(listen)
        } else {
            takeHost(words.value("--host"), nil, "0.0.0.0")
            takePort(words.value("--port"), nil, 8080)
        }
        isLocal = words.value("--unix-socket") != nil
        target = words.operands.first ?? nil
    }

    private mutating func readMCP(_ command: ProcessCommand, _ environment: [String: String]) -> Bool {
        let words = command.words(Self.valued + ["-t", "-p"])
        guard let verb = words.operands.first, verb == "run" || verb == "dev" else { return false }
        if verb == "dev" { development = "\(name) dev" }
        let transport = (words.value("--transport", "-t") ?? nil) ?? environment["FASTMCP_TRANSPORT"]
        guard let transport, transport != "stdio" else {
            isLocal = true
            return true
        }
        takeHost(words.value("--host"), environment["FASTMCP_HOST"], "127.0.0.1")
        takePort(words.value("--port", "-p"), environment["FASTMCP_PORT"], 8000)
        return true
    }

    private mutating func readDjango(_ command: ProcessCommand, _ name: String) -> Bool {
        var words = command.words(["--settings", "--pythonpath"]).operands[...]
        if StatedPython.isPython(name) {
            guard let first = words.first ?? nil, first.hasSuffix("manage.py") else { return false }
            words = words.dropFirst()
        }
        guard words.first == "runserver" else { return false }
        guard let place = words.dropFirst().first else {
            (host, port, isDefaultHost) = ("127.0.0.1", 8000, true)
            return true
        }
        guard let place else { return true }
        if place.utf8.contains(0x3A) {
            takeBind(place)
            if host == "0" { host = "0.0.0.0" }
        } else {
            (host, port, isDefaultHost) = ("127.0.0.1", Int(place), true)
        }
        return true
    }

    /// Whether nothing outside of the container reaches it.
    var isLoopback: Bool {
        guard !isLocal, let host else { return false }
        return host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }
}

extension Process {
    func findServer() -> (command: ProcessCommand, server: ServerCommand)? {
        let running = commands.indices.filter { !commands[$0].isWrapper && !commands[$0].isConditional }
        guard
            !running.contains(where: { index in
                let name = commands[index].name
                return commands[index].isBackground || name == "nginx" || name == "supervisord"
            })
        else { return nil }
        let servers = running.compactMap { index in self.servers[index].map { (commands[index], $0) } }
        guard servers.count == 1, var found = servers.first else { return nil }
        // Without CMD, whoever starts the container gives the rest of the arguments.
        if found.0.instruction.keyword == .entrypoint, cmd == nil, !found.0.isShell {
            if found.1.isDefaultHost { found.1.host = nil }
            if !found.0.arguments.contains(where: { $0?.has("port") ?? true }) { found.1.port = nil }
        }
        return found
    }
}
