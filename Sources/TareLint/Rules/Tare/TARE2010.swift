import TareDockerfile

extension Rule {
    static let tare2010 = Rule(
        tare: "TARE2010", .warning, "Several workers share no sessions of an MCP server",
        rationale: """
            A session lives in the memory of the worker that opened it. The next request comes to another worker, which
            answers that it knows no such session. Run one worker, or a stateless server (`stateless_http=True`).
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install mcp uvicorn
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--workers", "4"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install mcp uvicorn
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--workers", "1"]

            """,
        tags: [.reliability], needs: [.cmd, .entrypoint], traits: .python
    ) { build, _, report in
        for process in build.processes {
            guard let (command, server) = process.onlyServer, let workers = server.workers, workers > 1 else {
                continue
            }
            if let stateless = process.environment["FASTMCP_STATELESS_HTTP"], stateless.lowercased() != "false" {
                continue
            }
            guard let place = sessions(command, process) else { continue }
            report.add(
                command.instruction.placeRange, "\(workers) workers share no sessions of the MCP server",
                evidence: [command.evidence, place])
        }
    }

    private static func sessions(_ command: ProcessCommand, _ process: Process) -> Evidence? {
        if let source = process.source(of: command) {
            guard source.has("FastMCP(") || source.has("StreamableHTTPSessionManager(") else { return nil }
            return source.has("stateless") ? nil : Evidence("its source makes a server with sessions")
        }
        for view in process.world.environments() {
            for (installation, origin) in view.home.installations(in: view.environment) {
                // A lock names more than the application uses.
                guard !installation.isApplication else { continue }
                if installation.names.contains("fastmcp") || installation.names.contains("mcp") {
                    return origin.evidence("the server's framework is installed here")
                }
            }
        }
        return nil
    }
}
