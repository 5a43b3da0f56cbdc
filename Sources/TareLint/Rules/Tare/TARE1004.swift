import TareDockerfile

extension Rule {
    static let tare1004 = Rule(
        tare: "TARE1004", .error, "The program of the health check is not in the image",
        rationale: """
            The container never becomes healthy, however well it serves. Slim and distroless images have neither curl
            nor wget; Python can ask just as well.
            """,
        bad: """
            FROM python:3.12-slim
            COPY server.py /app/
            HEALTHCHECK CMD curl -f http://localhost:8000/health || exit 1
            CMD ["python", "/app/server.py"]

            """,
        good: """
            FROM python:3.12-slim
            COPY server.py /app/
            HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://localhost:8000/health')"]
            CMD ["python", "/app/server.py"]

            """,
        tags: [.reliability], needs: .healthcheck, traits: .knownBase,
        when: { $0.mayLack(.healthcheck) }
    ) { build, _, report in
        for process in build.processes where process.world.isGroundKnown {
            for command in process.health where !command.isConditional {
                guard let name = command.missingProgram(process) else { continue }
                report.add(
                    command.instruction.placeRange,
                    "the health check runs \(name), which is not in the image: \(process.wayText(name))",
                    evidence: [command.evidence] + process.absence(of: name))
                break
            }
        }
    }
}
