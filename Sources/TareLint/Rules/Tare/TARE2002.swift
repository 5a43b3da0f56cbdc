import TareDockerfile

extension Rule {
    static let tare2002 = Rule(
        tare: "TARE2002", .error, "The server listens inside of the container alone",
        rationale: """
            127.0.0.1 is the container's own loopback: a published port leads nowhere. It is what uvicorn, hypercorn,
            granian, flask and Django's server take when no host is given.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            EXPOSE 8000
            CMD ["uvicorn", "server:app", "--port", "8000"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            EXPOSE 8000
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]

            """,
        tags: [.reliability], needs: [.cmd, .entrypoint], traits: .python
    ) { build, _, report in
        for process in build.processes {
            guard let (command, server) = process.onlyServer, server.isLoopback, let host = server.host else {
                continue
            }
            let why =
                server.isDefaultHost
                ? "\(server.name) listens on \(host) when it is given no host" : "it is told to listen on \(host)"
            var evidence = [command.evidence]
            evidence += process.exposes.prefix(1).map { Evidence("EXPOSE \($0.word.text)", at: $0.word.range) }
            report.add(
                command.instruction.placeRange, "nothing outside of the container reaches the server: \(why)",
                evidence: evidence)
        }
    }
}

extension Process {
    /// What `EXPOSE` names, with variables put in.
    var exposes: [(word: Word, text: String)] {
        var result: [(word: Word, text: String)] = []
        for stage in world.build.stages.chain(world.index).reversed() {
            for step in stage.steps {
                guard case .expose(let words) = step.command else { continue }
                for word in words { result.append((word, step.expanded(word) ?? "$")) }
            }
        }
        return result
    }
}
