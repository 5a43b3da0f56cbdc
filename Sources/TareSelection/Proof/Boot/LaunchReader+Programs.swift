internal import TareInventory
internal import TareOCI

/// Programs that run another: what they run is followed, as far as their arguments tell it.
extension LaunchReader {
    mutating func dispatch(_ step: Launch.Step) {
        let name = PathLookup.name(of: step.path)
        switch name {
        case "env": return runEnv(step.arguments, step.path)
        case "sh", "bash", "dash", "ash", "ksh", "zsh": return runShell(step.arguments, step.path)
        case "busybox", "toybox":
            guard let applet = step.arguments.first else { break }
            if ["sh", "ash"].contains(applet) { return runShell(Array(step.arguments.dropFirst()), step.path) }
            if applet == "env" { return runEnv(Array(step.arguments.dropFirst()), step.path) }
        case "tini", "tini-static", "docker-init", "catatonit", "dumb-init":
            return runInit(
                step.arguments, step.path, valued: name == "dumb-init" ? ["-r", "--rewrite"] : ["-e", "-p"])
        case "gosu", "su-exec", "setpriv", "chroot", "sudo", "su":
            return note(
                .unknown("\(step.path) changes the user, so that it is not known who runs the rest"),
                ending: .opaque("\(step.path) changes the user"))
        case "uv", "uvx", "poetry", "pdm", "pixi", "hatch":
            return note(
                .unknown("\(step.path) decides when it runs what it starts"),
                ending: .opaque("\(step.path) decides what runs"))
        default: break
        }
        guard isPython(step) else { return launch.end = .native(step.path) }
        launch.end = .python(PythonInvocation(executable: step.path, node: step.node, arguments: step.arguments))
    }

    private func isPython(_ step: Launch.Step) -> Bool {
        let path = boot.tree.path(of: step.node)
        if boot.inventory.interpreters.contains(where: { $0.path == path || $0.aliases.contains(path) }) { return true }
        for name in [PathLookup.name(of: path), PathLookup.name(of: step.path)] {
            for stem in ["python", "pypy"] where name.hasPrefix(stem) {
                if name.dropFirst(stem.count).allSatisfy({ $0.isNumber || $0 == "." || $0 == "t" }) { return true }
            }
        }
        return false
    }

    /// `env [-S TEXT] [NAME=VALUE…] COMMAND…` (env(1), GNU and busybox).
    private mutating func runEnv(_ arguments: [String], _ path: String) {
        var rest = arguments[...]
        while let word = rest.first {
            if word == "-S" || word == "--split-string" {
                rest = rest.dropFirst()
                guard let text = rest.popFirst() else { break }
                rest = (text.split(separator: " ").map(String.init) + rest)[...]
            } else if word.hasPrefix("-S"), !word.hasPrefix("--") {
                rest = (word.dropFirst(2).split(separator: " ").map(String.init) + rest.dropFirst())[...]
            } else if word == "-u" || word == "--unset" {
                rest = rest.dropFirst(2)
            } else if word.hasPrefix("PATH=") || ["-", "-i", "--ignore-environment", "-C", "--chdir"].contains(word) {
                return note(
                    .unknown("\(path) changes where programs are searched"), ending: .opaque("\(path) changes PATH"))
            } else if word.hasPrefix("-") || word.contains("=") {
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        if let name = rest.first, name.hasSuffix("\r") {
            return fail(
                "\(path) is asked for '\(name.dropLast())' with a carriage return: the script has DOS line ends",
                fix: "save the file with Unix line ends: 'sed -i s/\\r$// FILE', and 'text eol=lf' in .gitattributes")
        }
        run(Array(rest), for: path)
    }

    /// `tini [options] [--] COMMAND…`.
    private mutating func runInit(_ arguments: [String], _ path: String, valued: Set<String>) {
        var rest = arguments[...]
        while let word = rest.first, word.hasPrefix("-") {
            rest = rest.dropFirst()
            if word == "--" { break }
            if valued.contains(word) { rest = rest.dropFirst() }
        }
        run(Array(rest), for: path)
    }

    /// `sh [options] -c LINE` or `sh SCRIPT`.
    private mutating func runShell(_ arguments: [String], _ path: String) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else { return runScript(word, path) }
            if word == "--" { continue }
            if word == "-o" { rest = rest.dropFirst() }
            if !word.hasPrefix("--"), word.contains("c") {
                while let next = rest.first, next.hasPrefix("-") || next.hasPrefix("+"), next.count > 1 {
                    rest = rest.dropFirst()
                }
                return runLine(rest.first ?? "", path)
            }
        }
        launch.end = .native(path)
    }

    private mutating func runScript(_ name: String, _ path: String) {
        let lookup = boot.lookup(name)
        guard let node = lookup.node, boot.tree.kind(of: node) == .regular else {
            return fail(
                "\(path) is asked to run '\(name)', and \(lookup.reason(for: absolute(name)))",
                fix: "copy the script into the final stage, or set WORKDIR to its folder")
        }
        if let access = boot.access, !access.allows(.read, node) {
            return fail(
                "\(path) is asked to run '\(name)', which the user may not read",
                fix: "make it readable: COPY --chmod=755")
        }
        note(
            .unknown("what the shell script \(absolute(name)) does is not known"),
            ending: .opaque("a shell script decides"))
    }

    private func absolute(_ name: String) -> String { PathLookup.absolute(name, from: boot.workingDirectory) }

    private mutating func runLine(_ text: String, _ path: String) {
        let unknown = Finding.unknown("what \(path) does with '\(text)' is not known")
        guard var commands = ShellLine(text, variables: boot.variables)?.commands else {
            return note(unknown, ending: .opaque("a shell line decides"))
        }
        // `|| exit 1` says what is done when the command fails.
        while let last = commands.last, last.connector == .or, isBuiltin(last) { commands.removeLast() }
        guard let last = commands.last else { return launch.end = .native(path) }
        for command in commands.dropLast() where command.connector != .or {
            guard runsFirst(command, before: last, path) else { return }
        }
        guard !isBuiltin(last), last.connector != .or else {
            // A line of the shell's own commands needs nothing else.
            if commands.allSatisfy({ isBuiltin($0) }) { return launch.end = .native(path) }
            return note(unknown, ending: .opaque("a shell line decides"))
        }
        run(last.words, for: "\(path) -c")
    }

    private func isBuiltin(_ command: ShellLine.Command) -> Bool {
        command.words.first.map { ShellLine.builtins.contains($0) } ?? true
    }

    /// Looks at a command that a line runs before its last; whether the last is still of interest.
    private mutating func runsFirst(
        _ command: ShellLine.Command, before last: ShellLine.Command, _ path: String
    ) -> Bool {
        guard let name = command.words.first, !ShellLine.builtins.contains(name) else { return true }
        if ShellLine.opaqueBuiltins.contains(name) {
            note(.unknown("what \(path) runs behind '\(name)' is not known"), ending: .opaque("a shell line decides"))
            return false
        }
        if case .failure(let absence) = search.find(name) {
            if last.connector == .and || last.connector == .pipe {
                fail("\(path) -c: \(absence.reason)", fix: absence.fix)
                return false
            }
            note(.unknown("\(path) -c: \(absence.reason)", fix: absence.fix))
        } else if !asksOnlyWhetherItRuns {
            note(.unknown("whether '\(name)' succeeds, which runs first, is not known"))
        }
        return true
    }
}
