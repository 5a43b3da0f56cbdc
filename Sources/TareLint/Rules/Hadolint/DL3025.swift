import TareDockerfile

extension Rule {
    static let dl3025 = Rule(
        "DL3025", .warning, "Use the JSON form for CMD, ENTRYPOINT and HEALTHCHECK",
        rationale: """
            The shell form runs `/bin/sh -c`: a shell must be there, and it keeps the signal that should stop the
            service.
            """,
        bad: "CMD uvicorn server:app\n", good: "CMD [\"uvicorn\", \"server:app\"]\n", tags: [.reliability],
        needs: Needs([.cmd, .entrypoint, .healthcheck])
    ) { scope, report in
        for item in scope.items {
            guard let line = item.line, line.form != .exec else { continue }
            report.add(item, evidence: line.text.map { [Evidence($0)] } ?? [], fix: line.execForm.map { [$0] } ?? [])
        }
    }
}

extension Item {
    /// What `CMD`, `ENTRYPOINT` or `HEALTHCHECK CMD` run.
    var line: Invocation? {
        switch command {
        case .cmd(let line), .entrypoint(let line): line
        case .healthcheck(let check): check.line
        default: nil
        }
    }
}

extension Invocation {
    /// The shell form as JSON, if no shell is needed: one command of words that nothing is expanded in, by a name that
    /// is not the shell's own.
    var execForm: SourceEdit? {
        guard form == .shell, heredocs.isEmpty, let text, let script = script(), script.isComplete,
            script.commands.count == 1, let command = script.commands.first, command.isTopLevel,
            command.assignments.isEmpty, command.redirections.isEmpty, !command.isBackground, !command.isNegated,
            command.words.allSatisfy({ $0.literal != nil && !($0.rawText.utf8.first == 0x7E) }),
            let name = command.name?.literal, !shellBuiltins.contains(name),
            // Nothing but the command: no `;` or comment behind it.
            command.range == text.range
        else { return nil }
        let words = command.words.compactMap(\.literal)
        guard words.count == command.words.count else { return nil }
        return SourceEdit(text.range, with: "[" + words.map(\.jsonQuoted).joined(separator: ", ") + "]")
    }

    private var shellBuiltins: Set<String> {
        [
            ".", ":", "alias", "bg", "break", "cd", "command", "continue", "eval", "exec", "exit", "export", "fg",
            "getopts", "hash", "jobs", "read", "readonly", "return", "set", "shift", "source", "times", "trap", "type",
            "ulimit", "umask", "unalias", "unset", "wait",
        ]
    }
}
