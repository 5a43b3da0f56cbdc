import TareDockerfile

extension Rule {
    static let tare2008 = Rule(
        tare: "TARE2008", .warning, "Something prints to the standard output of a server that speaks over it",
        rationale: """
            On the transport stdio every line of the standard output is a message. Words of a start script are none: the
            client stops reading, or refuses the server. Print to the standard error.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install fastmcp
            COPY server.py /app/server.py
            CMD echo "starting" && exec fastmcp run /app/server.py --transport stdio

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install fastmcp
            COPY server.py /app/server.py
            CMD echo "starting" >&2 && exec fastmcp run /app/server.py --transport stdio

            """,
        tags: [.reliability], needs: [.cmd, .entrypoint], traits: .python,
        when: { $0.settings.context != nil || $0.namesStandardInput }
    ) { build, _, report in
        let printers: Set<String> = [
            "echo", "printf", "cat", "env", "ls", "date", "pip", "pip3", "id", "whoami", "uname", "pwd",
        ]
        for process in build.processes {
            guard let server = process.stdioServer else { continue }
            for command in process.commands {
                guard let name = command.name, printers.contains(name), !command.isRedirected, !command.isInPipeline
                else { continue }
                report.add(
                    command.instruction.placeRange, "\(name) prints where the server speaks: send it to standard error",
                    evidence: [command.evidence, server.evidence])
            }
        }
    }
}
