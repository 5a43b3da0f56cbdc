import TareDockerfile

extension Rule {
    static let tare2006 = Rule(
        tare: "TARE2006", .warning, "A shell stands before the server, and SIGTERM does not come through",
        rationale: """
            `docker stop` signals the first process alone. A shell that waits for its command hands nothing on: the
            server is killed after the grace time, in the middle of its requests. `exec` puts the server in the shell's
            place. (bash and busybox do so by themselves for the last command of `-c`; Debian's dash does not.)
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            CMD uvicorn server:app --host 0.0.0.0

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            CMD exec uvicorn server:app --host 0.0.0.0

            """,
        tags: [.shell, .reliability], needs: [.cmd, .entrypoint], traits: .python
    ) { build, _, report in
        for process in build.processes {
            guard let command = process.server, command.isShell, !command.isExec, !command.isConditional,
                !command.isBackground, let name = command.name
            else { continue }
            let isServer =
                ServerCommand(command, process) != nil || StatedPython.isPython(name) || command.interpreter != nil
                || StatedTools.fromIndex.contains(name)
            guard isServer, process.world.libc != nil, !process.world.lookUp("/bin/sh").isAbsent,
                !process.commands.contains(where: { $0.name == "trap" })
            else {
                continue
            }
            report.add(
                command.instruction.placeRange,
                "the shell that runs \(name) does not hand SIGTERM on: write exec before it",
                evidence: [command.evidence])
        }
    }
}
