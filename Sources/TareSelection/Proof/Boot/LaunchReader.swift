internal import TareInventory
internal import TareOCI

/// Follows a command from its first word to the program that stays: paths, first lines of scripts, `env`, shells and
/// small inits.
struct LaunchReader {
    /// Which check speaks of what is missing.
    enum Stage {
        case command
        case scripts
    }

    let boot: Boot
    let search: ProgramSearch
    var launch = Launch()
    /// Whether it is enough that programs can run: what a health check answers is not known anyway.
    private(set) var asksOnlyWhetherItRuns = false
    private var stage = Stage.command
    private var interpreters = 0
    private var nesting = 0

    /// Programs that run another, one inside the other.
    private static let mostNested = 16

    static func read(_ words: [String], in boot: Boot) -> Launch {
        var reader = LaunchReader(boot: boot, search: boot.search)
        reader.run(words, for: "the command")
        return reader.launch
    }

    static func readHealthCheck(_ words: [String], in boot: Boot) -> Launch {
        var reader = LaunchReader(boot: boot, search: boot.search)
        reader.asksOnlyWhetherItRuns = true
        reader.run(words, for: "the health check")
        return reader.launch
    }

    private init(boot: Boot, search: ProgramSearch) {
        self.boot = boot
        self.search = search
    }

    mutating func run(_ words: [String], for requester: String) {
        guard let name = words.first else {
            return fail("there is nothing to run", fix: "set CMD, or ENTRYPOINT")
        }
        switch search.find(name) {
        case .failure(let absence):
            let who = requester.hasPrefix("the ") && !requester.contains("line") ? "" : "\(requester): "
            fail(who + absence.reason, fix: absence.fix)
        case .success(let program):
            execute(program, Array(words.dropFirst()), for: requester)
        }
    }

    mutating func fail(_ evidence: String, fix: String = "") { note(.fail(evidence, fix: fix), ending: .broken) }

    mutating func note(_ finding: Finding, ending end: Launch.End? = nil) {
        switch stage {
        case .command: launch.command.append(finding)
        case .scripts: launch.scripts.append(finding)
        }
        if let end { launch.end = end }
    }

    private mutating func execute(_ program: ProgramSearch.Program, _ arguments: [String], for requester: String) {
        nesting += 1
        guard nesting <= Self.mostNested else {
            return note(.unknown("programs run programs too deep to follow"), ending: .opaque("it is too deep"))
        }
        let tree = boot.tree
        var step = Launch.Step(path: program.path, node: program.node, arguments: arguments, requester: requester)
        if tree.elf(of: program.node) != nil {
            launch.steps.append(step)
            return dispatch(step)
        }
        guard let line = tree.shebang(of: program.node) else {
            let what = tree.size(of: program.node) == 0 ? "is empty" : "is neither an ELF program nor begins with '#!'"
            return fail(
                "\(program.path) \(what), so that the kernel does not run it (exec format error)",
                fix: "begin the script with '#!' and its interpreter")
        }
        step.isScript = true
        launch.steps.append(step)
        interpret(step, line)
    }

    private mutating func interpret(_ step: Launch.Step, _ line: String) {
        let outer = stage
        defer { stage = outer }
        stage = .scripts
        interpreters += 1
        guard interpreters <= Shebang.mostInterpreters else {
            return fail(
                "\(launch.steps[0].path): scripts interpret scripts, more than \(Shebang.mostInterpreters) deep",
                fix: "name a program, not a script, in the first line of \(step.path)")
        }
        guard let shebang = Shebang(line) else {
            return fail("\(step.path): its first line names no interpreter", fix: "name one behind '#!'")
        }
        let length = line.utf8.count + 2
        guard length <= Shebang.limit else {
            return fail(
                "\(step.path): its first line has \(length) bytes, of which Linux reads \(Shebang.limit)",
                fix: "put the environment at a shorter path, such as /app/.venv")
        }
        if length > Shebang.oldLimit {
            note(.pass("\(step.path): its first line has \(length) bytes, too long for Linux before 5.1"))
        }
        let path = PathLookup.absolute(shebang.interpreter, from: boot.workingDirectory)
        let lookup = boot.lookup(path)
        guard let node = lookup.node, boot.tree.kind(of: node) == .regular else {
            return missing(shebang, of: step, lookup, path)
        }
        guard boot.access?.allows(.execute, node) ?? (boot.tree.mode(of: node) & 0o111 != 0) else {
            return fail(
                "\(step.path) begins with #!\(shebang.interpreter), which the user may not execute",
                fix: "make \(shebang.interpreter) executable for the user")
        }
        if let access = boot.access, !access.allows(.read, step.node) {
            return fail(
                "\(step.path) may not be read by the user (\(access.description(of: step.node))), as its "
                    + "interpreter has to",
                fix: "make it readable: COPY --chmod=755")
        }
        let arguments = (shebang.argument.map { [$0] } ?? []) + [step.path] + step.arguments
        execute(.init(path: path, node: node), arguments, for: "the first line of \(step.path)")
    }

    private mutating func missing(
        _ shebang: Shebang, of step: Launch.Step, _ lookup: PathLookup, _ path: String
    ) {
        if shebang.interpreter.hasSuffix("\r") || shebang.argument?.hasSuffix("\r") == true,
            boot.lookup(String(path.dropLast())).node != nil
        {
            return fail(
                "\(step.path): its first line ends in a carriage return, which becomes part of the interpreter's name",
                fix: "save the file with Unix line ends: 'sed -i s/\\r$// FILE', and 'text eol=lf' in .gitattributes")
        }
        var fix = "install \(shebang.interpreter), or change the first line of \(step.path)"
        if let home = EnvironmentMove(of: step.path, shebang.interpreter, in: boot.inventory) {
            return fail(
                "\(step.path) begins with #!\(shebang.interpreter), and \(lookup.reason(for: path)): "
                    + "the environment was made at \(home.madeAt) and is at \(home.isAt)",
                fix: home.fix)
        }
        if shebang.interpreter.contains("python"), !lookup.links.isEmpty {
            fix =
                "copy the interpreter to where \(lookup.links[0].path) leads, or make the environment with this image's"
        } else if ["/bin/sh", "/bin/bash", "/usr/bin/env"].contains(shebang.interpreter) {
            fix = "this base has no \(shebang.interpreter): run the program itself, as in [\"python\", \"-m\", …]"
        }
        fail("\(step.path) begins with #!\(shebang.interpreter), and \(lookup.reason(for: path))", fix: fix)
    }
}
