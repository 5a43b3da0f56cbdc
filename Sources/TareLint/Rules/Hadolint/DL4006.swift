import TareDockerfile

extension Rule {
    static let dl4006 = Rule(
        "DL4006", .warning, "Set SHELL with -o pipefail before a RUN with a pipe",
        rationale: """
            A pipe fails only if its last command does: what broke before it goes unseen. In images with busybox, say
            /bin/ash.
            """,
        bad: "FROM debian:13\nRUN curl https://example.com/a | tar x\n",
        good: """
            FROM debian:13
            SHELL ["/bin/bash", "-o", "pipefail", "-c"]
            RUN curl https://example.com/a | tar x

            """, tags: [.reliability, .shell], needs: Needs(.run)
    ) { scope, report in
        var isSafe = false
        for item in scope.items {
            switch item.command {
            case .from: isSafe = false
            case .shell(let words):
                let text = words.map(\.text).joined(separator: " ")
                isSafe = ["pwsh", "powershell", "cmd"].contains { text.hasPrefix($0) } || failsInPipes(text)
            default: if !isSafe, let run = item.run, run.hasPipe { report.add(item) }
            }
        }
    }

    /// Whether it calls bash, zsh or ash with `-o pipefail`.
    private static func failsInPipes(_ text: String) -> Bool {
        let script = ShellScript(text)
        return script.isComplete
            && script.commands.contains { command in
                guard let name = command.name?.literal?.split(separator: "/").last,
                    ["bash", "zsh", "ash"].contains(name)
                else { return false }
                let call = Call(.echo, String(name), command.arguments.map(\.simplified), nil)
                return call.hasFlag("o") && call.has("pipefail")
            }
    }
}
