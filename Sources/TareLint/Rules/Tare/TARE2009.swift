import TareDockerfile

extension Rule {
    static let tare2009 = Rule(
        tare: "TARE2009", .warning, "The image runs its server in the mode for development",
        rationale: """
            `--reload` watches files that never change in an image, and runs a second process for it; `mcp dev` starts an
            inspector that runs what it is sent; debuggers run code for whoever asks.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--reload"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.security, .reliability], needs: [.cmd, .entrypoint], traits: .python
    ) { build, _, report in
        for process in build.processes where !process.world.isForDevelopment {
            for (command, server) in zip(process.commands, process.servers) where !command.isConditional {
                guard let development = server?.development else { continue }
                report.add(
                    command.instruction.placeRange, "\(development) is for development", evidence: [command.evidence])
            }
        }
    }
}

extension StageWorld {
    /// Whether the stage's name says that it is not for production.
    var isForDevelopment: Bool {
        guard let name = stage.name else { return false }
        return name.has("dev") || name.has("test") || name.has("local") || name.has("debug")
    }
}
