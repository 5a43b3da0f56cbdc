import TareDockerfile

/// Follows the commands of a `RUN`, and notes what they do to the stage.
struct RunReader {
    let world: StageWorld
    let step: Step
    let index: Int
    /// Variables that the script itself sets; nil is a value that is not known.
    var variables: [String: String?] = [:]
    /// The virtual environment whose `activate` has been read.
    var activated: String?
    var workdir: String?
    var isCertain = true
    private var depth = 0

    init(_ world: StageWorld, _ step: Step, _ index: Int) {
        (self.world, self.step, self.index) = (world, step, index)
        workdir = world.workdir(step.before)
    }

    // MARK: Scripts

    mutating func read(_ script: ShellScript, isInPlace: Bool = true) {
        let instruction = step.instruction
        guard script.isComplete, script.commands.count < 2_000 else { return opaque(.instruction(instruction)) }
        let hasFolders = script.commands.contains { $0.isNamed("cd") || $0.isNamed("pushd") || $0.isNamed("popd") }
        let start = workdir
        let folders = hasFolders ? script.directories(from: start) : []
        for (place, command) in script.commands.enumerated() {
            if hasFolders { workdir = folders[place] }
            read(command, isInPlace ? .command(command, instruction) : .instruction(instruction))
        }
        workdir = start
    }

    private mutating func read(_ command: ShellCommand, _ origin: Place) {
        let redirections = command.redirections
        let assignments = command.assignments
        // Most commands say nothing of files.
        if redirections.isEmpty, assignments.isEmpty, let name = command.name, name.isStatic, !name.isQuoted,
            CommandTable.kinds[name.rawText] == .quiet
        {
            return
        }
        let wasCertain = isCertain
        if command.mayBeSkipped { isCertain = false }
        defer { isCertain = wasCertain }
        for redirection in redirections {
            switch redirection.kind {
            case .output, .append, .clobber, .outputAndError, .appendOutputAndError:
                write(text(redirection.target), origin)
            default: break
            }
        }
        var prefix: [String: String?] = [:]
        for assignment in assignments { prefix[assignment.name] = text(assignment.value) }
        let words = command.words.map { text($0) }
        guard !words.isEmpty else {
            variables.merge(prefix) { $1 }
            return
        }
        let kept = variables
        if !prefix.isEmpty { variables.merge(prefix) { $1 } }
        if command.pipelineCount > 1, words.count <= 2, words[0]?.isShellName == true {
            installer(command, origin)
        } else {
            run(words, origin)
        }
        if !prefix.isEmpty { for name in prefix.keys { variables[name] = kept[name] } }
    }

    /// What a pipeline that ends in a shell runs.
    private func installer(_ command: ShellCommand, _ origin: Place) {
        let text = command.script.commands.filter { $0.pipeline == command.pipeline }.map(\.description)
            .joined(separator: " ")
        let home = home ?? "/root"
        if text.has("astral.sh/uv") {
            let folder = value("UV_INSTALL_DIR") ?? home + "/.local/bin"
            add(.opaque([folder, home + "/.cargo", home + "/.local/bin", "/usr/local/bin"]), origin)
        } else if text.has("install.python-poetry.org") {
            add(.opaque([home + "/.local", value("POETRY_HOME") ?? "/opt/poetry", "/usr/local/bin"]), origin)
        } else {
            opaque(origin)
        }
    }

    // MARK: Values

    /// What a word comes to; nil if that is not known, or if it may be several.
    func text(_ word: ShellWord) -> String? {
        if word.hasBraces { return nil }
        if let text = word.staticText {
            guard text.utf8.first == 0x7E, !word.isQuoted else { return text }
            guard text.utf8.count == 1 || text.hasPrefix("~/") else { return nil }
            return home.map { $0 + text.dropFirst() }
        }
        guard !word.hasSubstitution, word.hasVariable, !word.rawText.utf8.contains(0x27) else { return nil }
        return expanded(word.looseText)
    }

    /// `$NAME` and `${NAME}` put in; nil for what else begins with `$`.
    private func expanded(_ text: String) -> String? {
        var result: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.first {
            rest = rest.dropFirst()
            guard byte == 0x24 else {
                result.append(byte)
                continue
            }
            let hasBrace = rest.first == 0x7B
            if hasBrace { rest = rest.dropFirst() }
            let name = rest.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
            rest = rest[name.endIndex...]
            if hasBrace {
                guard rest.first == 0x7D else { return nil }
                rest = rest.dropFirst()
            }
            guard let value = value(String(Substring(name))) else { return nil }
            result += value.utf8
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A variable's value; nil if it is not known.
    func value(_ name: String) -> String? {
        if let own = variables[name] { return own }
        if let value = step.before.value(of: name) { return value }
        if let value = world.facts?.environment?[name] { return value }
        return name == "HOME" ? home : nil
    }

    /// Whether a variable is set to something that means yes.
    func isOn(_ name: String) -> Bool {
        guard let value = value(name)?.lowercased() else { return false }
        return !["", "0", "false", "no", "off"].contains(value)
    }

    var user: Owner? { world.user(step) }

    var home: String? {
        if let own = variables["HOME"] { return own }
        if let value = step.before.value(of: "HOME") { return value }
        guard let name = step.before.user ?? world.facts?.user else { return world.facts == nil ? nil : "/root" }
        let user = name.beforeColon
        if user.isEmpty || user == "root" || user == "0" { return "/root" }
        if let home = world.homes[user] { return home }
        return world.users[user] == nil ? nil : "/home/" + user
    }

    func absolute(_ path: String) -> String? {
        path.hasPrefix("/") ? path.canonicalPath : workdir.map { $0.below(path).canonicalPath }
    }

    // MARK: Changes

    func add(_ effect: Change.Effect, _ origin: Place, owner: Owner? = nil) {
        world.add(
            Change(step: index, effect: effect, origin: origin, isCertain: isCertain, owner: owner ?? user))
    }

    /// A program of which nothing is known.
    func opaque(_ origin: Place) { add(.opaque(["/"]), origin) }

    /// A program that works on a project: it leaves the system alone.
    func project(_ origin: Place) {
        add(.opaqueOutsideSystem, origin)
        if let workdir, workdir != "/", workdir.isOfSystem { add(.opaque([workdir]), origin) }
    }

    /// A file that is written; nil is any.
    func write(_ path: String?, _ origin: Place) {
        guard let path else { return opaque(origin) }
        guard let path = absolute(path) else { return opaque(origin) }
        guard !path.isBelow("/dev"), !path.isBelow("/proc") else { return }
        note(.write(path), origin)
        add(.file(path), origin)
    }

    func make(_ path: String?, _ origin: Place) {
        guard let path, let folder = absolute(path) else { return opaque(origin) }
        note(.write(folder), origin)
        add(.directory(folder), origin)
    }

    func note(_ kind: Event.Kind, _ origin: Place) {
        guard isCertain else { return }
        world.note(
            Event(kind: kind, step: index, moment: world.now, origin: origin, workdir: workdir, user: user))
    }

    // MARK: Programs

    /// Runs a program by its words.
    mutating func run(_ words: [String?], _ origin: Place) {
        guard let first = words.first, let name = first else { return opaque(origin) }
        guard depth < 8 else { return opaque(origin) }
        depth += 1
        defer { depth -= 1 }
        let arguments = Array(words.dropFirst())
        let program = name.lastName
        switch CommandTable.kinds[program] {
        case .quiet: return
        case .wrapper: return readWrapper(program, arguments, origin)
        case .files: return readFiles(program, arguments, origin)
        case .packages: return readPackages(program, arguments, origin)
        case .project: return readProject(program, arguments, origin)
        case nil: if !readPython(name, program, arguments, origin) { opaque(origin) }
        }
    }

    /// Programs that work on a project: those of `CommandTable.Kind.project`.
    private func readProject(_ program: String, _ arguments: [String?], _ origin: Place) {
        let isInstall = arguments.contains { ["install", "-g", "--global", "global"].contains($0) }
        if isInstall, program != "npm" || !arguments.contains("install") || arguments.contains("-g") {
            add(.opaque(["/usr/local", "/usr/bin"]), origin)
        }
        for case let path? in arguments where path.hasPrefix("/") && path.isOfSystem { add(.opaque([path]), origin) }
        project(origin)
    }

    /// Programs that run others, or set variables: those of `CommandTable.Kind.wrapper`.
    private mutating func readWrapper(_ program: String, _ arguments: [String?], _ origin: Place) {
        switch program {
        case "sudo", "exec", "command", "builtin", "time", "nice", "nohup", "env", "eatmydata":
            var rest = arguments[...]
            while let word = rest.first ?? nil, word.hasPrefix("-") || program == "env" && word.utf8.contains(0x3D) {
                rest = rest.dropFirst()
            }
            if !rest.isEmpty { run(Array(rest), origin) }
        case "xargs":
            let words = CommandWords(arguments, valued: ["-n", "-I", "-P", "-L", "-a", "-d"])
            if words.operands.isEmpty { return }
            run(words.operands + [nil], origin)
        case "timeout": run(Array(arguments.dropFirst()), origin)
        case "export":
            for case let word? in arguments {
                guard let sign = word.utf8.firstIndex(of: 0x3D) else { continue }
                variables[String(word[..<sign])] = String(word[word.utf8.index(after: sign)...])
            }
        case "read", "declare", "local", "readonly", "typeset": break
        case ".", "source":
            guard let file = arguments.first ?? nil, let path = absolute(file) else { return opaque(origin) }
            if path.hasSuffix("/bin/activate") {
                activated = path.parentPath.parentPath
                variables["PATH"] = path.parentPath + ":" + (value("PATH") ?? "")
                variables["VIRTUAL_ENV"] = activated
            } else if !path.hasSuffix("/.cargo/env"), !path.hasSuffix("/.bashrc"), !path.hasSuffix("/.local/bin/env") {
                opaque(origin)
            }
        case "sh", "bash", "ash", "dash":
            guard
                let place = arguments.firstIndex(where: { $0.map { $0.hasPrefix("-") && $0.hasSuffix("c") } ?? false }),
                place + 1 < arguments.count, let text = arguments[place + 1]
            else { return opaque(origin) }
            let kept = variables
            read(ShellScript(text), isInPlace: false)
            variables = kept
        default: break
        }
    }
}

/// Something that rules ask of commands later.
struct Event {
    enum Kind {
        case uvSync(SyncCommand)
        case requirements(String)
        /// Whether the project itself is installed too.
        case poetryInstall(Bool)
        /// A file or folder that the command makes.
        case write(String)
        /// An environment that it installs into.
        case install(PythonEnvironment)
    }

    let kind: Kind
    let step: Int
    let moment: StageWorld.Moment
    let origin: Place
    let workdir: String?
    let user: Owner?
}

/// `uv sync`, and `uv run`, which does the same first.
struct SyncCommand {
    var isLocked = false
    var hasProject = true
    var hasDevelopment = true
    var isRun = false
    /// The project's folder.
    var project: String?
}
