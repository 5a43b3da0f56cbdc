/// A text that an instruction hands to an interpreter.
public struct RunProgram: Sendable {
    /// The interpreter's name without its directory: `sh`, `bash`, `python3`.
    public var interpreter: String
    /// Its commands, if the interpreter is a shell that reads POSIX's language.
    public var script: ShellScript?
    /// The here-document that holds it; nil if it is the instruction's own text.
    public var heredoc: Heredoc?
}

extension Invocation {
    /// The commands of the shell form: of the line, or of the here-document that stands for it.
    ///
    /// Nil for the exec form, for a here-document with another interpreter's `#!`, and for shells that read another
    /// language. `shell` is the stage's `SHELL`, nil for `/bin/sh -c`.
    public func script(shell: [String]? = nil) -> ShellScript? { programs(shell: shell).first?.script }

    /// All texts that are handed to an interpreter: the line's, and here-documents that a shell or another interpreter
    /// reads.
    public func programs(shell: [String]? = nil) -> [RunProgram] {
        guard form == .shell, let text else { return [] }
        let storage = text.storage
        let name = shell?.first.map(\.programName) ?? "sh"
        if let heredoc = heredocs.first, text.isHeredocWord {
            let body = heredoc.node.body
            let interpreter = heredoc.shebang ?? name
            return [RunProgram(interpreter: interpreter, script: heredoc.script(interpreter), heredoc: heredoc)]
                .filter { _ in !body.isEmpty || heredoc.isTerminated }
        }
        guard name.isPOSIXShell else { return [RunProgram(interpreter: name)] }
        let script = ShellScript(
            bytes: storage.text, text.textRange, joined: storage, announced: heredocs.map(\.name))
        var programs = [RunProgram(interpreter: name, script: script)]
        if !heredocs.isEmpty {
            let interpreters = script.interpretersOfHeredocs
            programs += heredocs.compactMap { heredoc in
                interpreters[heredoc.name].map {
                    RunProgram(interpreter: $0, script: heredoc.script($0), heredoc: heredoc)
                }
            }
        }
        return programs
    }
}

extension RunCommand {
    /// The commands of the shell form; see `Invocation.script`.
    public func script(shell: [String]? = nil) -> ShellScript? { line.script(shell: shell) }
}

extension Heredoc {
    /// The name behind `#!` in its first line.
    public var shebang: String? {
        var start = node.body.offsets.lowerBound
        let end = node.body.offsets.upperBound
        let bytes = storage.source
        if stripsTabs { while start < end, bytes[start] == 0x09 { start += 1 } }
        guard start + 1 < end, bytes[start] == 0x23, bytes[start + 1] == 0x21 else { return nil }
        let line = bytes[(start + 2)..<end].prefix { $0 != 0x0A && $0 != 0x0D }
        let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" }
        guard let first = words.first else { return nil }
        let name = String(first).programName
        guard name == "env" else { return name }
        return words.dropFirst().first { !$0.hasPrefix("-") && !$0.contains("=") }.map { String($0).programName }
    }

    /// Its lines as a script.
    func script(_ interpreter: String) -> ShellScript? {
        guard interpreter.isPOSIXShell else { return nil }
        let range = TextRange(node.body.offsets.lowerBound, node.body.offsets.upperBound)
        return ShellScript(bytes: storage.source, range, joined: nil, announced: [], stripsTabs: stripsTabs)
    }
}

extension ShellScript {
    /// By the name of a here-document: the interpreter that reads it from its standard input.
    var interpretersOfHeredocs: [String: String] {
        var result: [String: String] = [:]
        for command in commands {
            guard let program = command.name?.staticText?.programName, program.isInterpreter else { continue }
            for redirection in command.redirections
            where (redirection.kind == .heredoc || redirection.kind == .tabbedHeredoc)
                && (redirection.descriptor ?? 0) == 0
            {
                let name = redirection.target.looseText
                if result[name] == nil { result[name] = program }
            }
        }
        return result
    }
}

extension Word {
    /// Whether the whole text is one `<<name`.
    var isHeredocWord: Bool {
        guard storage.text[textRange.offsets].contains(0x3C) else { return false }
        if case .heredoc = HeredocWord.parse(text) { return true }
        return false
    }
}

extension String {
    /// Without its directory.
    var programName: String { String(self[(utf8.lastIndex(of: 0x2F).map(utf8.index(after:)) ?? startIndex)...]) }

    /// Whether it is a program that reads programs.
    var isInterpreter: Bool {
        isPOSIXShell || ["python", "perl", "node", "ruby", "php"].contains { hasPrefix($0) }
    }

    /// Whether it is a shell that reads POSIX's language.
    var isPOSIXShell: Bool { ["sh", "bash", "ash", "dash", "ksh", "mksh", "zsh", "busybox"].contains(programName) }
}
