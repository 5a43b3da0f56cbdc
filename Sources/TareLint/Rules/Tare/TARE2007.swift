import TareDockerfile

extension Rule {
    static let tare2007 = Rule(
        tare: "TARE2007", .warning, "A server on standard input has a port or a health check",
        rationale: """
            An MCP server with the transport stdio listens on no port. A port that is exposed says otherwise, and a
            health check that asks one never succeeds.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install fastmcp
            COPY server.py /app/server.py
            EXPOSE 8000
            CMD ["fastmcp", "run", "/app/server.py", "--transport", "stdio"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install fastmcp
            COPY server.py /app/server.py
            CMD ["fastmcp", "run", "/app/server.py", "--transport", "stdio"]

            """,
        tags: [.reliability], needs: [.expose, .healthcheck], traits: .python,
        when: { $0.settings.context != nil || $0.namesStandardInput }
    ) { build, _, report in
        for process in build.processes {
            guard let command = process.stdioServer else { continue }
            if let expose = process.exposes.first {
                report.add(
                    command.instruction.placeRange, "the server speaks over standard input, yet EXPOSE names a port",
                    evidence: [command.evidence, Evidence("EXPOSE \(expose.word.text)", at: expose.word.range)])
            }
            if let (instruction, check) = process.world.stage.final.healthcheck, check.line != nil {
                report.add(
                    instruction.placeRange, "the server speaks over standard input: no health check can ask it",
                    evidence: [command.evidence, Evidence("HEALTHCHECK", at: instruction.placeRange)])
            }
        }
    }
}

extension Process {
    /// The MCP server that speaks over standard input and output, if the image surely runs one.
    var stdioServer: ProcessCommand? {
        guard let command = server, !command.isConditional, let name = command.name else { return nil }
        let texts = command.arguments.compactMap { $0 }
        for (index, text) in texts.enumerated() {
            let value = index + 1 < texts.count ? texts[index + 1] : ""
            if text == "--stdio" || text == "--transport=stdio" { return command }
            if text == "--transport" || text == "-t", value == "stdio" { return command }
        }
        let hasTransport =
            texts.contains { $0.hasPrefix("--transport") || $0 == "-t" || $0 == "--sse" || $0 == "--http" }
            || environment["FASTMCP_TRANSPORT"] != nil || environment["MCP_TRANSPORT"] != nil
        guard !hasTransport else { return nil }
        if name == "mcp" || name == "fastmcp", texts.first == "run" {
            // The source may say otherwise only for `mcp run`, which calls the server's own `run`.
            return name == "fastmcp" || source(of: command)?.has("transport=") == false ? command : nil
        }
        guard let source = source(of: command), source.has("FastMCP(") || source.has("from mcp") else { return nil }
        if source.has("transport=\"stdio\"") || source.has("stdio_server(") { return command }
        return source.has(".run()") && !source.has("transport") && !source.has("uvicorn") ? command : nil
    }

    /// The text of the file that a command runs, if the build's folder has it.
    func source(of command: ProcessCommand) -> String? {
        guard world.build.context.isKnown, let workdir else { return nil }
        for argument in [command.program] + command.arguments {
            guard let argument else { continue }
            let file = argument.hasSuffix(".py") ? argument : String(argument.prefix { $0 != ":" })
            let names =
                file.hasSuffix(".py") ? [file] : [file.split(separator: ".").joined(separator: "/") + ".py"]
            for name in names {
                let path = name.hasPrefix("/") ? name.canonicalPath : workdir.below(name).canonicalPath
                guard let found = world.lookUp(path).found, let place = found.contextPath,
                    let bytes = world.build.context.bytes(place)
                else { continue }
                return String(decoding: bytes.prefix(1 << 18), as: UTF8.self)
            }
        }
        return nil
    }
}

extension LintScope {
    func findStandardInput() -> Bool {
        items.contains { item in
            guard [.cmd, .entrypoint, .copy].contains(item.keyword) else { return false }
            let lines = item.instruction.lines.offsets
            return ["stdio", "--stdio", "fastmcp", "mcp"].contains { file.source.mentions($0, in: lines) }
        }
    }
}
