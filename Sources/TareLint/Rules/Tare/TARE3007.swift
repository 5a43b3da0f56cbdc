import TareDockerfile

extension Rule {
    static let tare3007 = Rule(
        tare: "TARE3007", .warning, "An argument from above the first FROM is used in RUN, where it is empty",
        rationale: """
            An ARG before the first FROM is there for FROM alone. A stage gets it by declaring it again: `ARG NAME`.
            """,
        bad: """
            ARG EXTRAS=standard
            FROM python:3.12-slim
            RUN pip install "uvicorn[$EXTRAS]"

            """,
        good: """
            ARG EXTRAS=standard
            FROM python:3.12-slim
            ARG EXTRAS
            RUN pip install "uvicorn[$EXTRAS]"

            """,
        tags: [.stages, .reliability], needs: .arg,
        when: { scope in
            // The first line is no `FROM`, or there is nothing above it.
            let names = scope.items.prefix { $0.keyword != .from }.flatMap(\.names)
            guard !names.isEmpty else { return false }
            let source = scope.file.source
            return scope.items.contains { item in
                guard item.keyword == .run else { return false }
                let lines = item.instruction.lines.offsets
                return names.contains { source.usesVariable($0, in: lines) }
            }
        }
    ) { build, scope, report in
        let names = build.stages.globalNames
        guard !names.isEmpty else { return }
        let source = scope.file.source
        for stage in build.stages.stages {
            for step in stage.steps where !step.isTriggered {
                guard case .run(let run) = step.command, run.line.form == .shell else { continue }
                let lines = step.instruction.lines.offsets
                let used = names.filter { source.usesVariable($0, in: lines) }
                guard !used.isEmpty else { continue }
                let open = used.filter { name in
                    step.before.value(of: name) == nil && !step.before.isDeclared(name) && !build.mayDefine(name, stage)
                }
                guard !open.isEmpty else { continue }
                for program in run.line.programs(shell: step.before.shell) {
                    guard let script = program.script, let word = use(of: open, in: script) else { continue }
                    report.add(
                        step.instruction.placeRange,
                        "$\(word.name) is empty here: write ARG \(word.name) in this stage",
                        evidence: [Evidence(word.text, at: word.range)])
                    break
                }
            }
        }
    }

    private static func use(
        of names: Set<String>, in script: ShellScript
    ) -> (name: String, text: String, range: SourceRange)? {
        var assigned: Set<String> = []
        for command in script.commands {
            for assignment in command.assignments { assigned.insert(assignment.name) }
            for scope in command.scopes { if let first = scope.words.first?.staticText { assigned.insert(first) } }
            if let name = command.name?.staticText, ["read", "export", "declare", "local"].contains(name) {
                for word in command.arguments { assigned.insert(String(word.looseText.prefix { $0 != "=" })) }
            }
        }
        for command in script.commands {
            let values = command.assignments.map(\.value)
            for word in Array(command.words) + values + command.redirections.map(\.target) where word.hasVariable {
                for name in names where !assigned.contains(name) && word.rawText.uses(name) {
                    return (name, word.rawText, word.range)
                }
            }
        }
        return nil
    }
}

/// Variables that official images set.
private let known: Set<String> = [
    "PATH", "HOME", "LANG", "GPG_KEY", "PYTHON_VERSION", "PYTHON_SHA256", "PYTHON_PIP_VERSION", "NODE_VERSION",
    "YARN_VERSION", "GOLANG_VERSION", "GOPATH", "RUST_VERSION", "RUSTUP_HOME", "CARGO_HOME", "RUBY_VERSION",
    "PHP_VERSION", "JAVA_VERSION", "JAVA_HOME", "NGINX_VERSION", "CUDA_VERSION", "PG_MAJOR", "PG_VERSION",
]

extension BuildWorld {
    /// Whether the base's environment may have a variable: versions often are there under the name that FROM uses.
    fileprivate func mayDefine(_ name: String, _ stage: Stage) -> Bool {
        guard case .image(let reference) = stages.root(stage.index) else { return false }
        if let environment = facts(of: reference, platform: nil)?.environment { return environment[name] != nil }
        return known.contains(name) || name.hasSuffix("_VERSION") && stage.from.base.text.has(name.utf8)
    }
}

extension String {
    /// Whether `$NAME` or `${NAME}` stands in it, outside of single quotes and without a value for when it is empty.
    fileprivate func uses(_ name: String) -> Bool {
        let bytes = Array(utf8)
        let wanted = Array(name.utf8)
        var isSingle = false
        var isDouble = false
        var place = 0
        while place < bytes.count {
            switch bytes[place] {
            case 0x5C: place += 1
            case 0x22: if !isSingle { isDouble.toggle() }
            case 0x27: if !isDouble { isSingle.toggle() }
            case 0x24 where !isSingle:
                var start = place + 1
                let hasBrace = start < bytes.count && bytes[start] == 0x7B
                if hasBrace { start += 1 }
                let end = start + wanted.count
                if end <= bytes.count, bytes[start..<end].elementsEqual(wanted) {
                    let next = end < bytes.count ? bytes[end] : 0
                    if hasBrace ? next == 0x7D : !((next | 0x20) &- 0x61 < 26 || next &- 0x30 < 10 || next == 0x5F) {
                        return true
                    }
                }
            default: break
            }
            place += 1
        }
        return false
    }
}
