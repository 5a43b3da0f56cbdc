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
        tags: [.reliability], needs: [.cmd, .entrypoint], traits: .knownBase,
        when: { $0.mayLack([.cmd, .entrypoint]) }
    ) { build, _, report in
        for process in build.processes where process.world.isGroundKnown {
            for command in process.commands where !command.isConditional {
                guard let name = command.missingProgram(process) else { continue }
                if !process.isOpen, PackagesLeft(process) != nil, command.range == process.server?.range { continue }
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
        if process.baseMayHave(name) { return nil }
        guard process.find(name).presence.isAbsent else { return nil }
        return name
    }
}

extension Process {
    /// Whether the base has a program, as far as is known: then nothing more needs to be looked at.
    fileprivate func baseMayHave(_ name: String) -> Bool {
        guard case .image = world.build.stages.root(world.index), let files = world.facts?.files else { return false }
        if name.hasPrefix("/") { return files.file(at: name) != .absent }
        guard !name.utf8.contains(0x2F), let path else { return false }
        return path.contains { folder in
            files.file(at: folder.below(name)) != .absent
                || folder.hasPrefix("/usr/") && files.file(at: String(folder.dropFirst(4)).below(name)) != .absent
        }
    }

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
            for view in other.environments() where StatedTools.fromIndex.contains(name.lastName) {
                guard let (_, origin) = other.installations(in: view.environment).first(where: { $0.0.isOpen }) else {
                    continue
                }
                result.append(origin.evidence("\(other.title) installs packages; if it is among them, it stays there"))
                return result
            }
        }
        return result
    }
}

extension LintScope {
    /// Whether a file of one stage may start a program that its base has not, as far as a glance tells.
    func mayLack(_ keywords: KeywordSet) -> Bool {
        guard !traits.contains(.stages), settings.bases == nil,
            let base = items.first(where: { $0.image != nil }), case .from(let from) = base.command,
            !from.base.hasVariable, let facts = StatedImages.facts(of: from.base.text), let files = facts.files
        else { return true }
        for item in items where keywords.contains(KeywordSet(item.keyword)) {
            let line: Invocation
            switch item.command {
            case .cmd(let invocation), .entrypoint(let invocation): line = invocation
            case .healthcheck(let check):
                guard let invocation = check.line else { continue }
                line = invocation
            default: continue
            }
            guard let word = line.form == .exec ? line.words.first?.text : line.text?.text.firstWord else { continue }
            if line.form == .shell, ["exec", "cd", "export", "set"].contains(word) { return true }
            if ProcessReader.wrappers.contains(word.lastName) || word.isShellName { return true }
            if word.has(anyOf: "$ =<>(){}*?;&|\n\t\"'") { return true }
            let folders = word.utf8.contains(0x2F) ? [""] : ["/usr/bin/", "/bin/", "/usr/sbin/", "/usr/local/bin/"]
            if word.utf8.contains(0x2F), !word.hasPrefix("/") { return true }
            if !folders.contains(where: { files.file(at: $0 + word) != .absent }), !isPut(word.lastName) { return true }
        }
        return false
    }

    /// Whether a program is named where it may be put, and nothing is taken away.
    private func isPut(_ name: String) -> Bool {
        let source = file.source
        var isNamed = false
        for item in items {
            let lines = item.instruction.lines.offsets
            switch item.keyword {
            case .run:
                guard source.mentions(name, in: lines) else { continue }
                if source.takesAway(lines) { return false }
                isNamed = true
            case .copy, .add: isNamed = isNamed || source.mentions(name, in: lines)
            default: break
            }
        }
        return isNamed
    }
}

extension [UInt8] {
    private static let takers = ["remove", "purge", "del", "autoremove"]

    /// Whether a command in some part may take a program away.
    fileprivate func takesAway(_ range: Range<Int>) -> Bool { Self.takers.contains { mentions($0, in: range) } }
}

extension String {
    /// Up to the first blank.
    fileprivate var firstWord: String {
        let trimmed = trimmed
        guard let end = trimmed.utf8.firstIndex(where: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }) else {
            return String(trimmed)
        }
        return String(trimmed[..<end])
    }
}
