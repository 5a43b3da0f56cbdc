import TareDockerfile

extension Rule {
    static let tare1005 = Rule(
        tare: "TARE1005", .error, "A virtual environment is copied to another path, and its programs name the old one",
        rationale: """
            The first line of every program in `bin` names the environment's interpreter by its full path. Where the
            environment has moved, that path leads nowhere: `no such file or directory`.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            RUN python -m venv /build/venv && /build/venv/bin/pip install uvicorn
            FROM python:3.12-slim
            COPY --from=builder /build/venv /app/venv
            CMD ["/app/venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            RUN python -m venv /app/venv && /app/venv/bin/pip install uvicorn
            FROM python:3.12-slim
            COPY --from=builder /app/venv /app/venv
            CMD ["/app/venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.stages, .reliability], needs: [.cmd, .entrypoint, .healthcheck], traits: [.python, .stages, .knownBase]
    ) { build, _, report in
        for process in build.processes where process.world.isGroundKnown {
            for command in process.commands + process.health where command.interpreter == nil {
                guard let name = command.name, !StatedPython.isPython(name), command.runner == nil,
                    let view = process.environment(of: command), view.isMoved
                else { continue }
                let old = view.environment.prefix.below("bin/python")
                guard process.world.lookUp(old).isAbsent, !view.isRelocatable else { continue }
                report.add(
                    command.instruction.placeRange,
                    "\(name) begins with #!\(old), but the environment is at \(view.prefix)",
                    evidence: [command.evidence] + view.trail.evidence("\(view.environment.prefix) is made here"))
                break
            }
        }
    }
}

extension EnvironmentView {
    /// Whether its programs find their interpreter wherever it is.
    var isRelocatable: Bool {
        guard case .command(let command, _)? = trail.last else { return false }
        return command.description.has("--relocatable")
    }
}
