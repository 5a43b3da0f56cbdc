import TareDockerfile

extension Rule {
    static let tare1003 = Rule(
        tare: "TARE1003", .error, "The program that the image runs is not in it",
        rationale: """
            The container stops at once: `executable file not found in $PATH`. Neither the base nor an instruction puts
            the program there.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install fastapi
            COPY . /app
            WORKDIR /app
            CMD ["gunicorn", "server:app", "--bind", "0.0.0.0:8000"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install fastapi gunicorn
            COPY . /app
            WORKDIR /app
            CMD ["gunicorn", "server:app", "--bind", "0.0.0.0:8000"]

            """,
        tags: [.reliability], needs: [.cmd, .entrypoint]
    ) { build, _, report in
        for process in build.processes {
            let isLeft = process.isOpen ? false : PackagesLeft(process) != nil
            for command in process.commands where !command.isConditional {
                guard let name = command.missingProgram(process) else { continue }
                if isLeft, command.range == process.server?.range { continue }
                report.add(
                    command.instruction.placeRange, "\(name) is not in the image: \(process.wayText(name))",
                    evidence: [command.evidence] + process.absence(of: name))
                break
            }
        }
    }
}

extension ProcessCommand {
    /// Names that a shell runs itself.
    private static let builtins: Set<String> = [
        "cd", "echo", "export", "set", "exec", "trap", "wait", ":", ".", "source", "[", "[[", "test", "true", "false",
        "printf", "read", "shift", "unset", "ulimit", "umask", "exit", "return", "eval", "local", "declare", "kill",
        "type", "command", "hash", "pwd", "sleep",
    ]

    /// Its program, if that is surely not there.
    func missingProgram(_ process: Process) -> String? {
        guard runner == nil, let name = interpreter ?? program, !name.isEmpty else { return nil }
        if isShell, Self.builtins.contains(name) { return nil }
        // Modules of WebAssembly are run by other runtimes.
        if name.has(anyOf: "$ =<>(){}*?\n\t") || name.hasSuffix(".wasm") { return nil }
        // An environment that is copied and does not work has its own rules.
        guard process.find(name).presence.isAbsent else { return nil }
        return name
    }
}

extension Process {
    /// Where a program has been looked for.
    func wayText(_ name: String) -> String {
        if name.utf8.contains(0x2F) { return "nothing makes this path" }
        return "none of the folders of PATH has it"
    }

    /// Why a program is not there: the base, and stages that have it.
    func absence(of name: String) -> [Evidence] {
        var result: [Evidence] = [world.groundEvidence]
        if !name.utf8.contains(0x2F), let path { result.append(Evidence("PATH is " + path.joined(separator: ":"))) }
        for other in world.build.all where other !== world {
            for change in other.changes.prefix(200) {
                switch change.effect {
                case .installed(let installation) where installation.programs.contains(name.lastName):
                    result.append(change.origin.evidence("\(other.title) installs it, in a stage of its own"))
                    return result
                case .packages(let packages) where SystemPackages.brings(name.lastName, packages) == true:
                    result.append(change.origin.evidence("\(other.title) installs it, in a stage of its own"))
                    return result
                default: continue
                }
            }
        }
        return result
    }
}
