extension PythonApplication {
    /// Names of modules that hold an application by habit, the likeliest first; FastAPI's command looks for these too.
    private static let moduleNames = ["main", "app", "server", "api", "asgi", "wsgi", "application", "service", "run"]
    /// Names of the variable, the likeliest first.
    private static let attributeNames = ["app", "api", "application", "server", "asgi_app", "mcp"]

    /// Finds how a project starts: what `pyproject.toml` declares, an application that a module makes, a command, a module
    /// with `__main__`, a file that is a program; in this order.
    ///
    /// `files` are Python files of the project (others are passed over). Tests, examples and scripts do not count.
    public static func find(_ project: PythonProject?, in files: [ProjectFile]) -> PythonApplication? {
        if let declared = project?.declaredApplication, let target = ImportTarget(declared.target) {
            let place = place(of: target, in: files)
            let isWSGI = place.flatMap { servesWSGI(target, at: $0, in: files) } ?? false
            return PythonApplication(
                start: isWSGI ? .wsgi(target) : .asgi(target), path: place?.path, root: place?.root ?? "",
                evidence: declared.key)
        }
        let modules = files.compactMap(Module.init).sorted { $0.rank < $1.rank }
        for module in modules {
            if let found = module.application(attributeNames) { return found }
        }
        if let command = command(project) { return command }
        return program(modules)
    }

    /// The only command, or the one named as the project.
    private static func command(_ project: PythonProject?) -> PythonApplication? {
        guard let project else { return nil }
        let named = project.scripts.keys.sorted().first { name in
            (try? PackageName(name)).map { $0 == project.name } ?? false
        }
        guard let name = named ?? (project.scripts.count == 1 ? project.scripts.keys.first : nil),
            let text = project.scripts[name], let target = ImportTarget(text.filter { !$0.isWhitespace })
        else { return nil }
        return PythonApplication(
            start: .command(name, target), path: nil, root: "", evidence: "project.scripts.\(name)")
    }

    private static func program(_ modules: [Module]) -> PythonApplication? {
        if let main = modules.first(where: { $0.name.hasSuffix(".__main__") }) {
            let package = String(main.name.dropLast(".__main__".count))
            return PythonApplication(start: .module(package), path: main.path, root: main.root, evidence: main.path)
        }
        for module in modules where !module.name.contains(".") {
            guard let line = module.mainGuard else { continue }
            return PythonApplication(
                start: .file(module.path), path: module.path, root: module.root, evidence: "\(module.path):\(line)")
        }
        return nil
    }

    private static func place(of target: ImportTarget, in files: [ProjectFile]) -> (path: String, root: String)? {
        for root in ["", "src"] {
            for path in target.paths {
                let full = root.isEmpty ? path : "\(root)/\(path)"
                if files.contains(where: { $0.path == full }) { return (full, root) }
            }
        }
        return nil
    }

    private static func servesWSGI(
        _ target: ImportTarget, at place: (path: String, root: String), in files: [ProjectFile]
    ) -> Bool? {
        guard let file = files.first(where: { $0.path == place.path }), let module = Module(file),
            case .wsgi? = module.application([target.attribute])?.start
        else { return nil }
        return true
    }

    /// A Python file as a module.
    private struct Module {
        let path: String
        let root: String
        /// With dots.
        let name: String
        /// Lower is likelier.
        let rank: Rank
        private let source: PythonSource

        struct Rank: Comparable {
            var name: Int
            var depth: Int
            var path: String

            static func < (left: Rank, right: Rank) -> Bool {
                (left.depth, left.name, left.path) < (right.depth, right.name, right.path)
            }
        }

        private static let ignored: Set<String> = [
            "tests", "test", "examples", "example", "docs", "scripts", "migrations", "alembic", "node_modules", "venv",
            "site-packages", "build", "dist", "conftest.py", "setup.py", "noxfile.py", "tasks.py",
        ]

        init?(_ file: ProjectFile) {
            guard file.path.hasSuffix(".py") else { return nil }
            var parts = file.path.split(separator: "/").map(String.init)
            guard parts.count <= 5, !parts.contains(where: { Self.ignored.contains($0) || $0.hasPrefix(".") }) else {
                return nil
            }
            path = file.path
            root = parts.first == "src" && parts.count > 1 ? "src" : ""
            if !root.isEmpty { parts.removeFirst() }
            guard let last = parts.popLast() else { return nil }
            let stem = String(last.dropLast(3))
            if stem != "__init__" { parts.append(stem) }
            guard !parts.isEmpty else { return nil }
            name = parts.joined(separator: ".")
            guard ImportTarget(module: name, attribute: "app") != nil else { return nil }
            let place = stem == "__init__" ? 50 : PythonApplication.moduleNames.firstIndex(of: stem) ?? 100
            rank = Rank(name: place, depth: parts.count, path: path)
            source = PythonSource(file.bytes)
        }

        /// The best of the module's applications.
        func application(_ preferred: [String]) -> PythonApplication? {
            var found: [(rank: Int, application: PythonApplication)] = []
            for statement in source.statements where statement.isTopLevel {
                guard let made = Assignment(statement.text),
                    let target = ImportTarget(module: name, attribute: made.name)
                else { continue }
                let rank = preferred.firstIndex(of: made.name) ?? preferred.count
                let application = PythonApplication(
                    start: made.isWSGI ? .wsgi(target) : .asgi(target), path: path, root: root,
                    evidence: "\(path):\(statement.line)")
                found.append((rank, application))
            }
            return found.min { $0.rank < $1.rank }?.application
        }

        /// The line of `if __name__ == "__main__":`.
        var mainGuard: Int? {
            source.statements.first { statement in
                statement.isTopLevel && statement.text.starts(with: "if".utf8)
                    && statement.text[...].text.contains("__name__")
            }?.line
        }
    }

    /// `name = FastAPI(…)`, `name: FastAPI = fastapi.FastAPI(…)`, `name = create_app()`.
    private struct Assignment {
        var name: String
        var isWSGI: Bool

        private static let asgiMakers: Set<String> = [
            "FastAPI", "Starlette", "Litestar", "Quart", "Sanic", "BlackSheep", "Robyn", "get_asgi_application",
            "create_app", "make_app", "build_app", "get_app", "get_application", "create_application",
            // Makers of the MCP SDK's and FastMCP's applications.
            "streamable_http_app", "http_app", "sse_app",
        ]
        private static let wsgiMakers: Set<String> = ["Flask", "Bottle", "get_wsgi_application", "Pyramid"]

        init?(_ text: [UInt8]) {
            let name = text.prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
            guard let first = name.first, !first.isDigit else { return nil }
            var rest = text[name.endIndex...].trimmingWhitespace()
            if rest.first == UInt8(ascii: ":") {
                guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
                rest = rest[equals...]
            }
            guard rest.first == UInt8(ascii: "="), rest.dropFirst().first != UInt8(ascii: "=") else { return nil }
            let value = rest.dropFirst().trimmingWhitespace()
            let callee = value.prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
            guard callee.endIndex < value.endIndex, value[callee.endIndex] == UInt8(ascii: "(") else { return nil }
            let maker = callee.split(separator: UInt8(ascii: ".")).last.map(\.text) ?? ""
            self.name = name.text
            isWSGI = Self.wsgiMakers.contains(maker)
            guard isWSGI || Self.asgiMakers.contains(maker) else { return nil }
        }
    }
}
