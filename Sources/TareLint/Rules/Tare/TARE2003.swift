import TareDockerfile

extension Rule {
    static let tare2003 = Rule(
        tare: "TARE2003", .warning, "EXPOSE names another port than the server listens on",
        rationale: """
            EXPOSE is what people and tools (`docker run -P`, proxies, test containers) take for the port. It opens
            nothing by itself.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            EXPOSE 8080
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            EXPOSE 8000
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]

            """,
        tags: [.reliability], needs: .expose, traits: .python
    ) { build, _, report in
        for process in build.processes {
            guard let (command, server) = process.onlyServer, !server.isLocal, let port = server.port else { continue }
            let exposes = process.exposes
            guard let first = exposes.first, !exposes.contains(where: { $0.text.mayBePort(port) }) else { continue }
            report.add(
                command.instruction.placeRange, "the server listens on \(port), EXPOSE says \(first.text)",
                evidence: [command.evidence, Evidence("EXPOSE \(first.text)", at: first.word.range)])
        }
    }
}

extension String {
    /// Whether `8000`, `8000/tcp` or `8000-8010` may mean a port.
    fileprivate func mayBePort(_ port: Int) -> Bool {
        let numbers = prefix { $0 != "/" }.split(separator: "-").map { Int($0) }
        guard let first = numbers.first, let low = first else { return true }
        guard numbers.count > 1, let high = numbers[1] else { return low == port }
        return low <= port && port <= high
    }
}
