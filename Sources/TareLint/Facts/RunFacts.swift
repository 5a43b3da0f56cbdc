import TareDockerfile

/// What a `RUN` calls, worked out once for all rules.
final class RunFacts {
    let command: RunCommand
    /// The commands whose programs rules ask for, in the order of their places.
    let calls: [Call]
    let programs: ProgramSet
    /// The shell form's texts, each read once.
    let scripts: [RunProgram]
    /// All commands whose name is known, others too.
    let namedCount: Int
    let hasPipe: Bool

    init(_ command: RunCommand) {
        self.command = command
        var reading = CallReader()
        var scripts: [RunProgram] = []
        switch command.line.form {
        case .shell:
            // Whatever `SHELL` says: hadolint reads each as POSIX's language.
            scripts = command.line.programs()
            for program in scripts {
                if let script = program.script { reading.read(script, isInPlace: true) }
            }
        case .exec:
            reading.read(ShellScript(command.line.words.map(\.text).joined(separator: " ")), isInPlace: false)
        case .empty: break
        }
        self.scripts = scripts
        (calls, programs, namedCount) = (reading.calls, reading.programs, reading.namedCount)
        hasPipe = reading.hasPipe
    }

    /// The whole text.
    var text: String {
        switch command.line.form {
        case .shell: (command.line.text?.text ?? "") + command.line.heredocs.map(\.content).joined()
        case .exec: command.line.words.map(\.text).joined(separator: " ")
        case .empty: ""
        }
    }

    /// Whether a cache or a `tmpfs` is mounted at a path with this in it.
    func hasTransientMount(at fragment: String) -> Bool {
        guard !command.mountFlags.isEmpty else { return false }
        return command.mounts.contains { mount in
            (mount.kind == .cache || mount.kind == .tmpfs) && (mount.target?.has(fragment.utf8) ?? false)
        }
    }

    /// Whether the flags are the same, so that the two may become one.
    func hasFlags(of other: RunFacts) -> Bool {
        if command.hasNoFlags, other.command.hasNoFlags { return true }
        return flagKey == other.flagKey
    }

    private var flagKey: [String] {
        var keys = command.mountFlags.map { flag in
            let fields = (flag.value?.text ?? "").split(separator: ",").map { field -> String in
                let parts = field.split(separator: "=", maxSplits: 1)
                guard parts.count == 2 else { return field == "readonly" ? "ro" : String(field) }
                let names = ["dst": "target", "destination": "target", "src": "source", "readonly": "ro"]
                return (names[String(parts[0])] ?? String(parts[0])) + "=" + parts[1]
            }
            return fields.sorted().joined(separator: ",")
        }
        keys = Array(Set(keys)).sorted()
        if let network = command.network { keys.append("network " + network.text) }
        if let security = command.security { keys.append("security " + security.text) }
        return keys
    }

    /// The first call, by its number, for which something holds.
    func firstIndex(_ holds: (Call) -> Bool) -> Int? { calls.firstIndex(where: holds) }
}

extension RunCommand {
    fileprivate var hasNoFlags: Bool { mountFlags.isEmpty && network == nil && security == nil }
}
