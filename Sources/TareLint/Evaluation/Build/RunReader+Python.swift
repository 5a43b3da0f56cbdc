import TareDockerfile

extension RunReader {
    /// `python`, `pip`, `uv`, `poetry` and their kind.
    mutating func readPython(
        _ name: String, _ program: String, _ arguments: [String?], _ origin: Place
    ) -> Bool {
        switch program {
        case "uv": uv(arguments, origin)
        case "poetry": poetry(arguments, origin)
        case "pdm": pdm(arguments, origin)
        case "pipx":
            if arguments.first == "install" {
                add(.opaque([(home ?? "/root") + "/.local", "/opt/pipx", "/usr/local/bin"]), origin)
            }
        case "virtualenv": virtual(CommandWords(arguments, valued: ["-p", "--python"]), name, origin)
        case _ where program == "pip" || program.hasPrefix("pip3"): pip(arguments, name, origin)
        case _ where program == "python" || program.hasPrefix("python3") || program == "pypy3":
            python(name, arguments, origin)
        default: return false
        }
        return true
    }

    private mutating func python(_ name: String, _ arguments: [String?], _ origin: Place) {
        var rest = arguments[...]
        while let word = rest.first ?? nil, word.hasPrefix("-"), word != "-m", word != "-c", word != "-" {
            rest = rest.dropFirst(word == "-W" || word == "-X" ? 2 : 1)
        }
        if rest.isEmpty { return }
        guard rest.first == "-m", rest.count > 1, let module = rest.dropFirst().first ?? nil else {
            return project(origin)
        }
        let inner = Array(rest.dropFirst(2))
        switch module {
        case "pip": pip(inner, name, origin)
        case "venv", "virtualenv": virtual(CommandWords(inner, valued: ["--prompt", "-p", "--python"]), name, origin)
        case "compileall", "ensurepip": break
        case "uv": uv(inner, origin)
        case "poetry": poetry(inner, origin)
        default: project(origin)
        }
    }

    private func virtual(_ words: CommandWords, _ python: String, _ origin: Place) {
        for operand in words.operands {
            guard let operand, let path = absolute(operand) else { return opaque(origin) }
            note(.write(path), origin)
            let base = interpreter(words.value("-p", "--python") ?? python)
            add(
                .created(
                    PythonEnvironment(
                        .virtual, path, interpreter: base?.interpreter, minor: base?.minor ?? minor(of: python),
                        libc: world.libc, platform: world.stage.from.platform?.text)), origin)
        }
    }

    /// `12` of `/usr/bin/python3.12`.
    private func minor(of python: String) -> Int? { StatedPython.minor(python.lastName) }

    /// The environment whose interpreter a word names.
    func interpreter(_ word: String?) -> PythonEnvironment? {
        guard let word else { return nil }
        if word.utf8.contains(0x2F) {
            guard let path = absolute(word) else { return nil }
            if let view = world.environments(world.now).first(where: { $0.isWhole && path.isBelow($0.programs) }) {
                return view.environment
            }
            return world.systems.first { path == $0.interpreter || path.parentPath == $0.programs.canonicalPath }
        }
        if let path = value("PATH") {
            let views = world.environments(world.now)
            for folder in path.utf8.split(separator: 0x3A) {
                let folder = String(Substring(folder)).canonicalPath
                if let view = views.first(where: {
                    $0.isWhole && $0.environment.kind != .target && $0.programs == folder
                }) {
                    return view.environment
                }
            }
        }
        return world.systems.count == 1 ? world.systems.first : nil
    }

    // MARK: pip

    private func pip(_ arguments: [String?], _ program: String, _ origin: Place) {
        let words = CommandWords(arguments, valued: Self.valuedOfPip)
        guard let verb = words.operands.first else { return }
        switch verb {
        case "install": break
        case "wheel", "download":
            guard let folder = words.value("-w", "--wheel-dir", "-d", "--dest") ?? "." else { return opaque(origin) }
            if let path = absolute(folder) { add(.opaque([path]), origin) } else { opaque(origin) }
            return
        case nil: return opaque(origin)
        default: return
        }
        guard let environment = target(words, program, origin) else { return }
        install(words, into: environment, origin, closed: false)
    }

    private static let valuedOfPip = [
        "-r", "--requirement", "-c", "--constraint", "-t", "--target", "--prefix", "--root", "-i", "--index-url",
        "--extra-index-url", "-f", "--find-links", "-w", "--wheel-dir", "-d", "--dest", "-e", "--editable",
        "--trusted-host", "--timeout", "--retries", "--platform", "--python-version", "--cache-dir", "--proxy",
        "--only-binary", "--no-binary", "--root-user-action", "--progress-bar", "--src", "-p", "--python",
        "--upgrade-strategy", "--index-strategy", "--extra", "--group", "--link-mode", "--index", "--default-index",
        "--directory", "--project", "--no-install-package", "--only-group", "--no-group", "--output-file", "-o",
        "--format", "--config-setting", "--with", "--package", "--config-settings", "-C", "--env-file", "--seed-of",
        "--prompt", "--find-links", "--resolution", "--abi", "--implementation", "--log", "--report", "--global-option",
    ]

    /// Where `pip` installs to; nil if that has been noted as unknown.
    private func target(_ words: CommandWords, _ program: String, _ origin: Place) -> PythonEnvironment? {
        let own = interpreter((words.value("--python", "-p") ?? nil) ?? program)
        let minor = own?.minor
        func place(_ kind: PythonEnvironment.Kind, _ folder: String?) -> PythonEnvironment? {
            guard let folder, let path = absolute(folder) else {
                opaque(origin)
                return nil
            }
            note(.write(path), origin)
            return PythonEnvironment(
                kind, path, interpreter: own?.interpreter, minor: minor, libc: world.libc,
                platform: world.stage.from.platform?.text)
        }
        if let folder = words.value("-t", "--target") ?? value("PIP_TARGET") { return place(.target, folder) }
        if let folder = words.value("--prefix") ?? value("PIP_PREFIX") { return place(.prefix, folder) }
        if let folder = words.value("--root") {
            return place(.prefix, folder.map { $0 + (own?.prefix ?? "/usr/local") })
        }
        let base = own ?? PythonEnvironment(.prefix, "/usr/local", interpreter: nil, minor: nil, libc: world.libc)
        let isUser = words.has("--user") || isOn("PIP_USER") || own?.kind != .virtual && user != .root
        if isUser {
            guard let home else {
                opaque(origin)
                return nil
            }
            return place(.prefix, value("PYTHONUSERBASE") ?? home + "/.local")
        }
        note(.install(base), origin)
        return base
    }

    /// Notes what a command installs.
    func install(_ words: CommandWords, into environment: PythonEnvironment, _ origin: Place, closed: Bool) {
        var installation = Installation(environment: environment)
        var requirements: [Requirement] = []
        for operand in words.operands.dropFirst() {
            guard let operand else {
                installation.isOpen = true
                continue
            }
            // `uvicorn[standard] fastapi` in one variable.
            for word in operand.split(separator: " ") {
                if let requirement = Requirement(word) {
                    requirements.append(requirement)
                } else {
                    (installation.isOpen, installation.mayHaveProject, installation.isApplication) = (true, true, true)
                }
            }
        }
        if words.has("-e", "--editable") {
            (installation.isOpen, installation.mayHaveProject, installation.isApplication) = (true, true, true)
        }
        if words.has("--group", "--extra") { installation.isOpen = true }
        for file in words.values("-r", "--requirement", "--requirements") {
            installation.isApplication = true
            guard let file, let path = absolute(file) else {
                installation.isOpen = true
                continue
            }
            note(.requirements(path), origin)
            if let bytes = bytes(path) {
                let read = RequirementsFile(bytes)
                requirements += read.requirements
                installation.isOpen = installation.isOpen || read.isOpen
                installation.mayHaveProject = installation.mayHaveProject || read.hasProject
            } else {
                installation.isOpen = true
            }
        }
        finish(&installation, requirements, closed: closed, origin)
    }

    private func finish(
        _ installation: inout Installation, _ requirements: [Requirement], closed: Bool, _ origin: Place
    ) {
        let closure = Distributions.closure(requirements, closed: closed)
        installation.names = closure.names
        installation.programs.formUnion(closure.programs)
        installation.isCompiled = closure.isCompiled
        installation.isOpen = installation.isOpen || closure.isOpen
        add(.installed(installation), origin)
    }

    /// The bytes of a file of the build's folder.
    func bytes(_ path: String) -> [UInt8]? {
        guard let found = world.lookUp(path, world.now).found, let file = found.contextPath else { return nil }
        return world.build.context.bytes(file)
    }

    // MARK: Projects

    /// What the lock of a project installs.
    func installProject(
        _ environment: PythonEnvironment, in project: String?, lock: String, hasProject: Bool, _ origin: Place
    ) {
        var installation = Installation(environment: environment)
        installation.isApplication = true
        installation.mayHaveProject = hasProject
        guard let project, let bytes = bytes(project.below(lock)) else {
            installation.isOpen = true
            add(.installed(installation), origin)
            return
        }
        if hasProject {
            if let file = self.bytes(project.below("pyproject.toml")) {
                installation.programs = ProjectFile(file).scripts
            } else {
                installation.isOpen = true
            }
        }
        finish(&installation, LockFile(bytes).names, closed: true, origin)
    }

    private mutating func poetry(_ arguments: [String?], _ origin: Place) {
        let words = CommandWords(arguments, valued: ["-o", "--output", "-f", "--format", "-C", "--directory", "-E"])
        guard let first = words.operands.first, let verb = first else { return }
        switch verb {
        case "config":
            let setting = words.operands.count > 1 ? words.operands[1] ?? "" : ""
            let value = words.operands.count > 2 ? words.operands[2] ?? "" : ""
            if setting == "virtualenvs.in-project" { world.remembered["poetry in-project"] = [value] }
            if setting == "virtualenvs.create" { world.remembered["poetry create"] = [value] }
        case "install", "sync", "add", "update":
            let hasProject = !words.has("--no-root") && verb == "install"
            note(.poetryInstall(hasProject), origin)
            guard let environment = poetryEnvironment(words, origin) else { return }
            installProject(environment, in: workdir, lock: "poetry.lock", hasProject: hasProject, origin)
        case "export":
            if let output = words.value("-o", "--output") { write(output, origin) }
        case "run":
            let inner = Array(arguments.drop { $0 != "run" }.dropFirst())
            if !inner.isEmpty { run(inner, origin) }
        case "build": if let path = absolute("dist") { add(.opaque([path]), origin) }
        case "lock": write("poetry.lock", origin)
        case "self", "cache", "check", "version", "env", "show", "about": break
        default: project(origin)
        }
    }

    private func poetryEnvironment(_ words: CommandWords, _ origin: Place) -> PythonEnvironment? {
        func setting(_ name: String, _ variable: String) -> Bool? {
            if let value = world.remembered["poetry " + name]?.first { return value == "true" || value == "1" }
            return value(variable).map { _ in isOn(variable) }
        }
        let own = interpreter("python")
        if own?.kind == .virtual { return own }
        if setting("create", "POETRY_VIRTUALENVS_CREATE") == false {
            return own ?? PythonEnvironment(.prefix, "/usr/local", interpreter: nil, minor: nil, libc: world.libc)
        }
        guard setting("in-project", "POETRY_VIRTUALENVS_IN_PROJECT") == true, let path = absolute(".venv") else {
            if let path = absolute(".venv") { add(.opaque([path]), origin) }
            let cache = value("POETRY_VIRTUALENVS_PATH") ?? value("POETRY_CACHE_DIR")
            add(.opaque([cache ?? (home ?? "/root") + "/.cache/pypoetry"]), origin)
            return nil
        }
        return project(at: path, own, origin)
    }

    /// The virtual environment at a path, made if it is not there.
    func project(
        at path: String, _ base: PythonEnvironment?, isUV: Bool = false, _ origin: Place
    ) -> PythonEnvironment {
        if let view = world.environments(world.now).first(where: { $0.prefix == path && $0.environment.kind != .target }
        ) {
            return view.environment
        }
        note(.write(path), origin)
        let environment = PythonEnvironment(
            .virtual, path, interpreter: base?.interpreter, minor: base?.minor, libc: world.libc,
            isManaged: base?.isManaged ?? false, linksToMinor: isUV, platform: world.stage.from.platform?.text)
        add(.created(environment), origin)
        return environment
    }

    private mutating func pdm(_ arguments: [String?], _ origin: Place) {
        guard let first = arguments.first, let verb = first else { return }
        switch verb {
        case "install", "sync", "add":
            guard let path = absolute(".venv") else { return opaque(origin) }
            let own = interpreter("python")
            let environment = own?.kind == .virtual ? own : project(at: path, own, origin)
            if let environment {
                installProject(environment, in: workdir, lock: "pdm.lock", hasProject: true, origin)
            }
            if let packages = absolute("__pypackages__") { add(.opaque([packages]), origin) }
        case "config", "cache": break
        default: project(origin)
        }
    }
}
