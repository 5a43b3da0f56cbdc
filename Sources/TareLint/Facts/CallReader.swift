import TareDockerfile

/// Gathers the calls of scripts as hadolint does, which reads them with ShellCheck's parser: a script that does not
/// parse has none, `[` and `[[` are none, and `command x` is one of `x`.
struct CallReader {
    private(set) var calls: [Call] = []
    private(set) var programs: ProgramSet = []
    private(set) var namedCount = 0
    private(set) var hasPipe = false

    mutating func read(_ script: ShellScript, isInPlace: Bool) {
        guard script.isComplete else { return }
        if script.hasPipeline { hasPipe = true }
        for command in script.commands { read(command, isInPlace: isInPlace) }
    }

    private mutating func read(_ command: ShellCommand, isInPlace: Bool) {
        let words = command.words
        guard let first = words.first, let written = first.literal, written != "[", written != "[[" else { return }
        guard let name = Self.effectiveName(written, words) else { return }
        namedCount += 1
        // `time` is a command, and what it times is another.
        if written == "time", words.count > 1, let inner = words[1].literal {
            namedCount += 1
            note(inner, words.dropFirst(2), nil)
        }
        note(name, words.dropFirst(), isInPlace ? command : nil)
    }

    private mutating func note(_ name: String, _ words: Slice<ShellWordList>, _ command: ShellCommand?) {
        guard let program = Program(name) else { return }
        programs.insert(ProgramSet(program))
        calls.append(Call(program, name, words.map(\.simplified), command))
    }

    /// What really runs: ShellCheck's `getCommandName`. Nil if that is not known.
    private static func effectiveName(_ name: String, _ words: ShellWordList) -> String? {
        // Most begin otherwise.
        guard let first = name.utf8.first, first == 0x62 || first == 0x63 || first == 0x65 || first == 0x72 else {
            return name
        }
        switch name {
        case "busybox", "builtin", "command", "run":
            guard words.count > 1, words[1].rawText.utf8.first != 0x2D else { return name }
            return words[1].literal
        case "exec":
            var index = 1
            while index < words.count, words[index].isOption {
                // `-a name`
                index += words[index].rawText.utf8.last == 0x61 ? 2 : 1
            }
            return index < words.count ? words[index].literal : name
        default: return name
        }
    }
}

extension ShellWord {
    /// What it comes to, if nothing is expanded in it: no variable, pattern or brace.
    var literal: String? { hasPattern || hasBraces ? nil : staticText }
}
