import TareDockerfile

extension RunReader {
    private static let valuedOfUV = [
        "-r", "--requirement", "--requirements", "-c", "--constraint", "--constraints", "-t", "--target", "--prefix",
        "-p", "--python", "--extra",
        "--group", "--no-group", "--only-group", "--package", "--no-install-package", "--directory", "--project",
        "--index-url", "-i", "--extra-index-url", "--index", "--default-index", "-f", "--find-links",
        "--index-strategy",
        "--link-mode", "--cache-dir", "-o", "--output-file", "--format", "--prompt", "--with", "--env-file",
        "--resolution", "--install-dir", "-e", "--editable", "-w", "--out-dir", "--no-extra", "-C", "--config-setting",
        "--no-binary-package", "--refresh-package", "--python-preference", "--reinstall-package", "-m", "--module",
        "--concurrent-downloads", "--color", "--keyring-provider", "--exclude-newer", "--python-platform",
        "--config-file", "--upgrade-package", "-P",
    ]

    /// Commands of `uv`.
    mutating func uv(_ arguments: [String?], _ origin: Place) {
        let words = CommandWords(arguments, valued: Self.valuedOfUV)
        guard let first = words.operands.first, let verb = first else { return }
        let second = words.operands.count > 1 ? words.operands[1] : nil
        // It keeps locks and more there, whatever it does.
        if let home { add(.opaque([home + "/.local/share/uv"]), origin) }
        switch verb {
        case "venv":
            guard let path = absolute(second ?? value("UV_PROJECT_ENVIRONMENT") ?? ".venv") else {
                return opaque(origin)
            }
            _ = project(at: path, uvInterpreter(words, origin), isUV: true, origin)
        case "sync": sync(words, isRun: false, origin)
        case "run":
            let inner = arguments.drop { $0 != "run" }.dropFirst()
            if !words.has("--no-sync"), !words.has("--no-project"), !isOn("UV_NO_SYNC") {
                sync(words, isRun: true, origin)
            }
            runInside(Array(inner), origin)
        case "add", "remove":
            sync(words, isRun: false, origin)
            write("uv.lock", origin)
        case "lock": write("uv.lock", origin)
        case "pip": pip(words, second, origin)
        case "python":
            if second == "install" { installPython(words, origin) }
        case "tool":
            let folder = value("UV_TOOL_BIN_DIR") ?? (home ?? "/root") + "/.local/bin"
            let tools = value("UV_TOOL_DIR") ?? (home ?? "/root") + "/.local/share/uv"
            add(.opaque([folder, tools]), origin)
        case "export":
            if let output = words.value("-o", "--output-file") { write(output, origin) }
        case "build":
            let folder = words.value("-o", "--out-dir") ?? "dist"
            if let path = folder.flatMap({ absolute($0) }) { add(.opaque([path]), origin) } else { opaque(origin) }
        case "init": project(origin)
        case "cache", "version", "tree", "help", "self": break
        default: project(origin)
        }
    }

    /// What `uv run` runs: its program may be anything of the project's.
    private mutating func runInside(_ arguments: [String?], _ origin: Place) {
        var rest = arguments[...]
        while let word = rest.first ?? nil, word.hasPrefix("-") {
            let hasValue = Self.valuedOfUV.contains(word)
            rest = rest.dropFirst(hasValue ? 2 : 1)
        }
        if rest.isEmpty { return }
        run(Array(rest), origin)
    }

    private mutating func sync(_ words: CommandWords, isRun: Bool, _ origin: Place) {
        var command = SyncCommand()
        command.isLocked = words.has("--frozen", "--locked") || isOn("UV_FROZEN") || isOn("UV_LOCKED")
        command.hasProject =
            !words.has("--no-install-project", "--no-install-workspace", "--no-install-local")
            && !isOn("UV_NO_INSTALL_PROJECT") && !words.has("--no-project")
        if words.value("--only-group") != nil { command.hasProject = false }
        command.hasDevelopment =
            !words.has(
                "--no-dev", "--no-default-groups", "--only-group", "--no-group", "--all-groups", "--dev", "--only-dev")
            && !isOn("UV_NO_DEV") && !isOn("UV_NO_DEFAULT_GROUPS")
        command.isRun = isRun
        let folder = (words.value("--directory", "--project") ?? nil) ?? "."
        command.project = absolute(folder)
        note(.uvSync(command), origin)
        var environment: PythonEnvironment?
        if words.has("--active"), let active = value("VIRTUAL_ENV"), let path = absolute(active) {
            environment = project(at: path, uvInterpreter(words, origin), isUV: true, origin)
        } else if let path = value("UV_PROJECT_ENVIRONMENT") {
            guard let project = command.project else { return opaque(origin) }
            let absolute = path.hasPrefix("/") ? path.canonicalPath : project.below(path).canonicalPath
            environment =
                world.systems.first { $0.prefix == absolute }
                ?? self.project(at: absolute, uvInterpreter(words, origin), isUV: true, origin)
        } else if let project = command.project {
            environment = self.project(at: project.below(".venv"), uvInterpreter(words, origin), isUV: true, origin)
        }
        guard let environment else { return opaque(origin) }
        note(.install(environment), origin)
        installProject(environment, in: command.project, lock: "uv.lock", hasProject: command.hasProject, origin)
    }

    private func pip(_ words: CommandWords, _ verb: String?, _ origin: Place) {
        switch verb {
        case "install", "sync": break
        case "compile":
            if let output = words.value("-o", "--output-file") { write(output, origin) }
            return
        default: return
        }
        var rest = words
        rest.operands.removeFirst()
        if verb == "sync" {
            // Its operands are files of requirements.
            rest.operands = ["sync", "./"]
        }
        var environment: PythonEnvironment?
        let own = uvPython(words)
        if let folder = words.value("-t", "--target") ?? words.value("--prefix") {
            guard let path = folder.flatMap({ absolute($0) }) else { return opaque(origin) }
            let kind: PythonEnvironment.Kind = words.value("--prefix") == nil ? .target : .prefix
            environment = PythonEnvironment(
                kind, path, interpreter: own?.interpreter, minor: own?.minor, libc: world.libc,
                platform: world.stage.from.platform?.text)
        } else if words.has("--system") || isOn("UV_SYSTEM_PYTHON") {
            environment = world.systems.count == 1 ? world.systems[0] : nil
        } else if let asked = words.value("-p", "--python") {
            // The folder of an environment stands for its interpreter.
            environment = asked.flatMap { self.environment(at: $0) } ?? own
        } else {
            environment = self.environment(at: value("VIRTUAL_ENV") ?? ".venv")
        }
        install(
            rest,
            into: environment ?? own
                ?? PythonEnvironment(.prefix, "/usr/local", interpreter: nil, minor: nil, libc: world.libc), origin,
            closed: false)
        if let environment { note(.install(environment), origin) }
    }

    /// The environment whose folder this is.
    private func environment(at folder: String) -> PythonEnvironment? {
        absolute(folder).flatMap { path in
            world.environments(world.now).first { $0.prefix == path }?.environment
        }
    }

    // MARK: Interpreters

    private func uvPython(_ words: CommandWords) -> PythonEnvironment? {
        if let word = words.value("-p", "--python") ?? nil { return interpreter(word) }
        return interpreter("python")
    }

    private var managedFolder: String? {
        if let folder = value("UV_PYTHON_INSTALL_DIR") { return absolute(folder) }
        return home.map { $0 + "/.local/share/uv/python" }
    }

    private mutating func installPython(_ words: CommandWords, _ origin: Place) {
        let folder = (words.value("-i", "--install-dir") ?? nil).flatMap { absolute($0) } ?? managedFolder
        guard let folder else { return opaque(origin) }
        let version = words.operands.count > 2 ? words.operands[2] : value("UV_PYTHON")
        world.remembered["uv python"] = [folder, version ?? ""]
        manage(folder, origin)
    }

    private func manage(_ folder: String, _ origin: Place) {
        add(.matches(in: folder, patterns: ["cpython-*", "pypy-*", "graalpy-*", ".*"]), origin)
        if let home { add(.opaque([home + "/.local/bin"]), origin) }
    }

    /// The interpreter that uv takes for a new environment.
    private func uvInterpreter(_ words: CommandWords, _ origin: Place) -> PythonEnvironment? {
        var asked = value("UV_PYTHON")
        if let given = words.value("-p", "--python") {
            guard let given else { return nil }
            asked = given
        }
        if let text = asked, text.utf8.contains(0x2F) { return interpreter(text) }
        let preference = (words.value("--python-preference") ?? nil) ?? value("UV_PYTHON_PREFERENCE")
        let wanted = asked.flatMap(Self.minor) ?? pinned
        let installed = world.remembered["uv python"]
        let system = world.systems.first { wanted == nil || $0.minor == wanted }
        let onlySystem = preference == "only-system" || isOn("UV_NO_MANAGED_PYTHON") || words.has("--no-managed-python")
        let onlyManaged = preference == "only-managed" || isOn("UV_MANAGED_PYTHON") || words.has("--managed-python")
        if onlySystem { return system }
        if installed == nil, !onlyManaged {
            if let system { return system }
            // Of an image without facts, nothing is known.
            guard world.isGroundKnown, !world.hasOpaqueCommands, world.packageChanges().isEmpty else { return nil }
            if let downloads = value("UV_PYTHON_DOWNLOADS"), downloads != "automatic" { return nil }
            guard world.facts?.interpreters != nil else { return nil }
        } else if preference == "system", let system {
            return system
        }
        guard let folder = installed?[0] ?? managedFolder else { return nil }
        if installed == nil { manage(folder, origin) }
        let minor = wanted ?? installed.flatMap { Self.minor($0[1]) }
        return PythonEnvironment(
            .system, folder.below("cpython-3." + (minor.map(String.init) ?? "x")), interpreter: folder, minor: minor,
            libc: world.libc, isManaged: true)
    }

    /// What `.python-version` says.
    private var pinned: Int? {
        guard let path = absolute(".python-version"), let bytes = bytes(path) else { return nil }
        return bytes.textLines.first.flatMap { Self.minor(String($0.trimmed)) }
    }

    /// `12` of `3.12`, `3.12.4`, `cpython@3.12`, `python3.12`.
    static func minor(_ text: String) -> Int? {
        let start = text.withBytes { bytes in bytes.indices.first { bytes.has("3.", at: $0) } }
        return start.flatMap { StatedPython.minor(version: text, at: $0) }
    }
}
