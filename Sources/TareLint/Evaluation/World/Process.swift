import TareDockerfile

/// What an image runs: `ENTRYPOINT` and `CMD`, followed through wrappers, shells and scripts to the programs themselves.
final class Process {
    let world: StageWorld
    /// In the order in which they run.
    let commands: [ProcessCommand]
    /// Of the health check.
    let health: [ProcessCommand]
    /// Whether an unknown script stands at the beginning: what it runs in the end is not known.
    let isOpen: Bool
    let environment: [String: String]
    let entrypoint: Instruction?
    let cmd: Instruction?

    init(_ world: StageWorld) {
        self.world = world
        let state = world.stage.final
        let own = state.environment
        environment = world.facts?.environment.map { $0.merging(own) { $1 } } ?? own
        var reader = ProcessReader(world, environment)
        (entrypoint, cmd) = (state.entrypoint?.instruction, state.cmd?.instruction)
        reader.read(state)
        (commands, isOpen) = (reader.commands, reader.isOpen)
        var checker = ProcessReader(world, environment)
        if let (instruction, command) = state.healthcheck, let line = command.line {
            checker.read(line, instruction)
        }
        health = checker.commands
    }

    /// By command: the server that it is.
    private(set) lazy var servers: [ServerCommand?] = commands.map { ServerCommand($0, self) }

    /// The one server that the image runs; nil if there are several, or none that is known.
    private(set) lazy var onlyServer = findServer()

    /// The environments that its commands run in, each once.
    private(set) lazy var environments = findEnvironments()

    /// What serves: the last command that is not followed by others.
    var server: ProcessCommand? { commands.last { !$0.isWrapper } }

    /// Folders that programs are looked for in; nil if they are not known.
    private(set) lazy var path: [String]? = {
        guard let text = environment["PATH"] ?? (world.isGroundKnown ? StageWorld.defaultPath : nil) else { return nil }
        return text.utf8.split(separator: 0x3A).map { String(Substring($0)).canonicalPath }
    }()

    var workdir: String? { world.workdir(world.stage.final) }
    var user: Owner? { world.user(world.stage.final) }

    /// Looks a program up as the kernel or a shell would.
    func find(_ name: String) -> (presence: Presence, path: String?) {
        if name.utf8.contains(0x2F) {
            guard let path = name.hasPrefix("/") ? name.canonicalPath : workdir.map({ $0.below(name).canonicalPath })
            else { return (.unknown, nil) }
            return (world.lookUp(path), path)
        }
        guard let path else { return (.unknown, nil) }
        for folder in path {
            let place = folder.below(name).canonicalPath
            let presence = world.lookUp(place)
            if !presence.isAbsent { return (presence, place) }
        }
        return (.absent, nil)
    }

    /// The environment whose modules a program uses: that of its shebang, or of the interpreter that is called.
    func environment(of command: ProcessCommand) -> EnvironmentView? {
        if let runner = command.runner, runner == "uv", let workdir {
            let folder = environment["UV_PROJECT_ENVIRONMENT"].map { $0.hasPrefix("/") ? $0 : workdir.below($0) }
            let prefix = folder ?? workdir.below(".venv")
            return world.environments().first { $0.prefix == prefix }
        }
        guard let name = command.interpreter ?? command.program else { return nil }
        if name.utf8.contains(0x2F) {
            guard let path = name.hasPrefix("/") ? name.canonicalPath : workdir.map({ $0.below(name).canonicalPath })
            else { return nil }
            let folder = path.parentPath
            return world.environments().first { $0.isWhole && $0.programs.canonicalPath == folder }
        }
        guard let path else { return nil }
        let views = world.environments()
        for folder in path {
            if let view = views.first(where: { $0.isWhole && $0.programs.canonicalPath == folder }) {
                if !world.lookUp(folder.below(name)).isAbsent { return view }
            } else if !world.lookUp(folder.below(name)).isAbsent {
                return nil
            }
        }
        return nil
    }
}

extension StageWorld {
    static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}

/// A program that a container starts, with its arguments.
struct ProcessCommand {
    /// As it is called; nil is not known.
    var program: String?
    /// Nil is not known.
    var arguments: [String?]
    /// `python -m uvicorn`: the module is the program, and this is what runs it.
    var interpreter: String?
    /// `uv`, `poetry`: what sets its environment up.
    var runner: String?
    var isShell = false
    /// Behind `exec`, or without a shell.
    var isExec = true
    /// Only on some way through the script.
    var isConditional = false
    /// It runs what follows: `tini`, `gosu`.
    var isWrapper = false
    /// Before `&`.
    var isBackground = false
    var isInPipeline = false
    /// Whether its standard output goes elsewhere.
    var isRedirected = false
    var instruction: Instruction
    /// Where it is written.
    var range: SourceRange
    /// As it is written.
    var text: String

    var evidence: Evidence { Evidence(text.shortened, at: range) }

    /// Without its folder.
    var name: String? { program?.lastName }

    /// A view of the arguments.
    func words(_ valued: [String] = []) -> CommandWords { CommandWords(arguments, valued: valued) }
}

/// Follows the words of a process through wrappers, shells and scripts.
struct ProcessReader {
    private let world: StageWorld
    private let environment: [String: String]
    private(set) var commands: [ProcessCommand] = []
    private(set) var isOpen = false
    private var depth = 0

    private struct Words {
        var texts: [String?]
        var ranges: [SourceRange]
        var isShell = false
        var isExec = true
        var isConditional = false
        var isBackground = false
        var isInPipeline = false
        var isRedirected = false
        var runner: String?
        var instruction: Instruction
        /// Where the whole is written.
        var range: SourceRange

        func dropping(_ count: Int) -> Words {
            var rest = self
            rest.texts.removeFirst(min(count, texts.count))
            rest.ranges.removeFirst(min(count, ranges.count))
            return rest
        }
    }

    init(_ world: StageWorld, _ environment: [String: String]) {
        (self.world, self.environment) = (world, environment)
    }

    /// `ENTRYPOINT` and `CMD` together.
    mutating func read(_ state: StageState) {
        guard let (instruction, entry) = state.entrypoint else {
            if let entry = world.facts?.entrypoint, !entry.isEmpty {
                guard let (instruction, cmd) = state.cmd else { return }
                guard cmd.form == .exec else { return read(cmd, instruction) }
                var words = words(cmd, instruction)
                words.texts = entry + words.texts
                words.ranges = entry.map { _ in instruction.placeRange } + words.ranges
                return follow(words)
            }
            if world.facts == nil, world.reference != "scratch" {
                // An entry point of the base may run it otherwise.
                isOpen = world.facts == nil
            }
            if let (instruction, cmd) = state.cmd { read(cmd, instruction) }
            return
        }
        guard entry.form == .exec else { return read(entry, instruction) }
        // `ENTRYPOINT []` takes the base's away.
        if entry.words.isEmpty, let (instruction, cmd) = state.cmd { return read(cmd, instruction) }
        var vector = words(entry, instruction)
        if let (own, cmd) = state.cmd {
            let rest = cmd.form == .exec ? words(cmd, own) : nil
            if let rest {
                vector.texts += rest.texts
                vector.ranges += rest.ranges
            } else if let text = cmd.text?.text {
                vector.texts += ["/bin/sh", "-c", text]
                vector.ranges += [own.placeRange, own.placeRange, own.placeRange]
            }
        }
        follow(vector)
    }

    /// One invocation.
    mutating func read(_ line: Invocation, _ instruction: Instruction) {
        switch line.form {
        case .exec: follow(words(line, instruction))
        case .shell:
            let shell = world.stage.final.shell ?? world.facts?.shell
            guard shell?.first?.isShellName ?? true else {
                isOpen = true
                return
            }
            for program in line.programs(shell: shell) {
                guard let script = program.script else {
                    isOpen = true
                    continue
                }
                // bash runs the last command in its own place; Debian's dash does not, busybox does.
                let replaces = shell?.first.map { $0.lastName == "bash" } ?? (world.libc == .musl)
                read(script, instruction, isInPlace: true, replaces: replaces, rest: [])
            }
        case .empty: break
        }
    }

    private func words(_ line: Invocation, _ instruction: Instruction) -> Words {
        Words(
            texts: line.words.map(\.text), ranges: line.words.map(\.range), instruction: instruction,
            range: instruction.placeRange)
    }

    private mutating func read(
        _ script: ShellScript, _ instruction: Instruction, isInPlace: Bool, replaces: Bool, rest: [String?],
        _ outer: Words? = nil
    ) {
        guard script.isComplete, script.commands.count < 500 else {
            isOpen = true
            return
        }
        var variables: Set<String> = []
        for command in script.commands { for assignment in command.assignments { variables.insert(assignment.name) } }
        let last = script.commands.lastIndex { $0.isTopLevel && !$0.words.isEmpty }
        for (place, command) in script.commands.enumerated() where !command.words.isEmpty {
            if command.scopes.contains(where: { $0.kind == .substitution || $0.kind == .function }) { continue }
            var texts = command.words.map { text($0, variables) }
            if texts.last == "$@" || command.words.last.map({ $0.rawText == "\"$@\"" }) == true {
                texts.removeLast()
                texts += rest
            }
            var words = Words(
                texts: texts, ranges: command.words.map { isInPlace ? $0.range : instruction.placeRange },
                isShell: true, isExec: false, isConditional: command.mayBeSkipped || outer?.isConditional == true,
                isBackground: command.isBackground, isInPipeline: command.isInPipeline,
                isRedirected: command.redirectsOutput, runner: outer?.runner,
                instruction: instruction, range: isInPlace ? command.range : instruction.placeRange)
            while words.ranges.count < words.texts.count { words.ranges.append(words.range) }
            if replaces, place == last, !command.isInPipeline, !command.isBackground { words.isExec = true }
            follow(words)
        }
    }

    private func text(_ word: ShellWord, _ variables: Set<String>) -> String? {
        if word.hasBraces || word.hasPattern { return word.staticText }
        if let text = word.staticText { return text }
        guard !word.hasSubstitution, word.hasVariable else { return nil }
        let loose = word.looseText
        guard loose.hasPrefix("$"), !loose.dropFirst().contains("$") else { return nil }
        var name = loose.dropFirst()
        if name.hasPrefix("{"), name.hasSuffix("}") { name = name.dropFirst().dropLast() }
        guard !variables.contains(String(name)) else { return nil }
        return environment[String(name)]
    }

    static let wrappers: NameSet = [
        "tini", "tini-static", "dumb-init", "catatonit", "docker-init", "gosu", "su-exec", "setpriv", "env", "exec",
        "nice", "nohup", "timeout", "opentelemetry-instrument", "ddtrace-run", "newrelic-admin", "stdbuf", "chroot",
        "watchmedo", "xvfb-run", "aikido", "sudo", "command",
    ]

    private mutating func follow(_ words: Words) {
        guard depth < 8, commands.count < 200, let first = words.texts.first else { return }
        depth += 1
        defer { depth -= 1 }
        guard let program = first else {
            isOpen = true
            return
        }
        let name = program.lastName
        if name.isShellName, let rest = scriptText(words) { return rest.map { follow(shell: $0, words) } ?? () }
        if Self.wrappers.contains(name) { return follow(wrapper: name, words) }
        if let count = runnerWords(name, words.texts) {
            note(words, isWrapper: true)
            var rest = words.dropping(count)
            rest.runner = name
            return follow(rest)
        }
        if StatedPython.isPython(name), let place = words.texts.firstIndex(of: "-m"), place < 4,
            place + 1 < words.texts.count
        {
            var rest = words.dropping(place + 1)
            rest.isExec = words.isExec
            note(rest, interpreter: program)
            return
        }
        if let script = script(program, words) {
            note(words, isWrapper: true)
            let rest = Array(words.texts.dropFirst())
            read(script, words.instruction, isInPlace: false, replaces: false, rest: rest, words)
            return
        }
        note(words)
        if isScriptName(name), words.texts.count >= 1 { isOpen = true }
    }

    /// `sh -c TEXT`: the text; `.some(nil)` for a script of its own.
    private func scriptText(_ words: Words) -> Int?? {
        for (place, text) in words.texts.enumerated().dropFirst() {
            guard let text, text.hasPrefix("-") else { return nil }
            if text.hasSuffix("c"), !text.hasPrefix("--") {
                return place + 1 < words.texts.count ? .some(place + 1) : nil
            }
        }
        return nil
    }

    private mutating func follow(shell place: Int, _ words: Words) {
        note(words, isWrapper: true)
        guard let text = words.texts[place], let name = words.texts[0]?.lastName else {
            isOpen = true
            return
        }
        let replaces = name == "bash" || world.libc == .musl
        read(
            ShellScript(text), words.instruction, isInPlace: false, replaces: replaces && words.isExec, rest: [], words)
    }

    private mutating func follow(wrapper name: String, _ words: Words) {
        if name != "exec", name != "command" { note(words, isWrapper: true) }
        var place = 1
        while place < words.texts.count, let text = words.texts[place] {
            if text.hasPrefix("-") || name == "env" && text.utf8.contains(0x3D) { place += 1 } else { break }
        }
        if ["gosu", "su-exec", "timeout", "chroot"].contains(name) { place += 1 }
        if name == "newrelic-admin" { place += 1 }
        guard place < words.texts.count else { return }
        var rest = words.dropping(place)
        if name == "exec" { rest.isExec = true }
        follow(rest)
    }

    /// How many words of `uv run …` stand before what it runs.
    private func runnerWords(_ name: String, _ texts: [String?]) -> Int? {
        guard ["uv", "poetry", "pdm", "pipenv", "hatch", "rye"].contains(name), texts.count > 2 else { return nil }
        guard texts[1] == "run" else { return nil }
        let valued = [
            "--with", "--extra", "--group", "--package", "--directory", "--project", "--env-file", "-p", "--python",
            "--no-group", "--only-group",
        ]
        var place = 2
        while place < texts.count, let text = texts[place], text.hasPrefix("-") {
            if text == "-m" || text == "--module" { return nil }
            place += valued.contains(text) ? 2 : 1
        }
        return place < texts.count ? place : nil
    }

    private func isScriptName(_ name: String) -> Bool {
        name.hasSuffix(".sh") || name.has("entrypoint") || name.has("start") || name.has("run_")
            || name.hasSuffix(".bash")
    }

    /// The commands of a script that the build's folder or the file itself has.
    private func script(_ program: String, _ words: Words) -> ShellScript? {
        var file = program
        if program.isShellName { file = words.texts.dropFirst().first.flatMap { $0 } ?? "" }
        // Others are found in PATH.
        guard file.utf8.contains(0x2F) || file.hasSuffix(".sh"), !StatedPython.isPython(file.lastName) else {
            return nil
        }
        guard world.build.mayHoldScripts, let folder = world.workdir(world.stage.final) else { return nil }
        let path = file.hasPrefix("/") ? file.canonicalPath : folder.below(file).canonicalPath
        guard let found = world.lookUp(path).found, found.kind == .file else { return nil }
        if let file = found.contextPath, let bytes = world.build.context.bytes(file), bytes.count < 65_536 {
            return Self.script(bytes)
        }
        guard case .instruction(let instruction)? = found.trail.last else { return nil }
        for heredoc in instruction.heredocs where heredoc.name == path.lastName || instruction.heredocs.count == 1 {
            guard instruction.keyword == .copy || instruction.keyword == .add else { continue }
            return Self.script(Array(heredoc.content.utf8))
        }
        return nil
    }

    private static func script(_ bytes: [UInt8]) -> ShellScript? {
        guard bytes.starts(with: "#!".utf8) else { return nil }
        let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self).trimmed
        guard line.split(separator: " ").last.map({ String($0.drop { $0 == "#" || $0 == "!" }).isShellName }) == true
        else {
            return nil
        }
        return ShellScript(String(decoding: bytes, as: UTF8.self))
    }

    private mutating func note(_ words: Words, interpreter: String? = nil, isWrapper: Bool = false) {
        let text = words.texts.map { $0 ?? "…" }.joined(separator: " ")
        commands.append(
            ProcessCommand(
                program: words.texts.first ?? nil, arguments: Array(words.texts.dropFirst()), interpreter: interpreter,
                runner: words.runner, isShell: words.isShell, isExec: words.isExec,
                isConditional: words.isConditional, isWrapper: isWrapper, isBackground: words.isBackground,
                isInPipeline: words.isInPipeline, isRedirected: words.isRedirected, instruction: words.instruction,
                range: words.range, text: text))
    }
}

extension ShellCommand {
    /// Whether its standard output goes to a file or to another descriptor.
    fileprivate var redirectsOutput: Bool {
        redirections.contains { redirection in
            switch redirection.kind {
            case .output, .append, .clobber, .duplicateOutput: redirection.descriptor ?? 1 == 1
            case .outputAndError, .appendOutputAndError: true
            default: false
            }
        }
    }
}
