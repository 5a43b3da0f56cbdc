import TareDockerfile

extension Rule {
    static let tare2001 = Rule(
        tare: "TARE2001", .error, "A variable in the exec form is taken literally",
        rationale: """
            The exec form runs without a shell, and nothing else puts variables in: the program gets the characters
            `$PORT`. Write the shell form with `exec`, or let the program read its environment.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            ENV PORT=8000
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "$PORT"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            ENV PORT=8000
            CMD ["sh", "-c", "exec uvicorn server:app --host 0.0.0.0 --port $PORT"]

            """,
        tags: [.shell, .reliability], needs: [.cmd, .entrypoint, .healthcheck],
        when: { $0.items.contains { literal(in: $0) != nil } }
    ) { build, scope, report in
        for item in scope.items {
            guard let word = literal(in: item) else { continue }
            if case .cmd = item.command, build.isBehindScript(item.instruction) { continue }
            report.add(
                item, "\(word.text) is passed as it is written: the exec form has no shell", evidence: [Evidence(word)])
        }
    }

    private static func literal(in item: Item) -> Word? {
        let line: Invocation?
        switch item.command {
        case .cmd(let invocation), .entrypoint(let invocation): line = invocation
        case .healthcheck(let check): line = check.line
        default: line = nil
        }
        guard let line, line.form == .exec else { return nil }
        let words = line.words
        guard words.contains(where: \.hasVariable), let first = words.first?.text else { return nil }
        let readers: Set<String> = [
            "awk", "gawk", "perl", "envsubst", "jq", "sed", "make", "cmd", "powershell", "pwsh",
        ]
        guard !readers.contains(first.lastName), !first.hasSuffix(".sh"), !first.has("entrypoint") else { return nil }
        for word in words {
            let text = word.text
            if text.isShellName || ["powershell", "cmd", "pwsh", "cmd.exe"].contains(text.lastName) { return nil }
            if text.hasVariableName { return word }
        }
        return nil
    }
}

extension BuildWorld {
    /// Whether a CMD is what a script of ENTRYPOINT gets: it may put variables in.
    fileprivate func isBehindScript(_ instruction: Instruction) -> Bool {
        for stage in stages.stages where stage.final.cmd?.instruction.range == instruction.range {
            guard let entry = stage.final.entrypoint?.invocation else { continue }
            guard entry.form == .exec else { return true }
            return entry.words.contains { word in
                let text = word.text
                return text.isShellName || text.hasSuffix(".sh") || text.has("entrypoint")
                    || text.hasPrefix("/")
                        && !text.hasPrefix("/usr/bin/") && !text.hasPrefix("/sbin/")
            }
        }
        return false
    }
}

extension String {
    /// Whether `$NAME` or `${NAME}` stands in it, in upper case.
    fileprivate var hasVariableName: Bool {
        var rest = utf8[...]
        while let place = rest.firstIndex(of: 0x24) {
            let isEscaped = place > startIndex && [0x5C, 0x24].contains(utf8[utf8.index(before: place)])
            rest = rest[rest.index(after: place)...]
            if rest.first == 0x7B { rest = rest.dropFirst() }
            let name = rest.prefix { $0 &- 0x41 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
            if !isEscaped, name.count > 1, let first = name.first, first &- 0x30 >= 10 { return true }
        }
        return false
    }
}
