import TareDockerfile

extension Rule {
    static let tare1006 = Rule(
        tare: "TARE1006", .error, "The interpreter that a virtual environment stands on is not in the image",
        rationale: """
            A virtual environment holds no interpreter: `bin/python` is a link to the one that it was made with. Where
            that path is missing, nothing in the environment runs.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install uvicorn
            FROM debian:bookworm-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install uvicorn
            FROM python:3.12-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.stages, .reliability], needs: [.cmd, .entrypoint, .healthcheck], traits: [.python, .stages, .knownBase]
    ) { build, _, report in
        for process in build.processes where process.world.isGroundKnown {
            for view in process.environments {
                guard let missing = view.missingInterpreter(in: process.world),
                    process.world.otherMinor(at: view) == nil
                else { continue }
                let what = view.environment.isManaged ? "the interpreter that uv has put into \(missing)" : missing
                report.add(
                    process.mainInstruction.placeRange,
                    "\(view.prefix) stands on \(what), which the image does not have",
                    evidence: view.trail.evidence("the environment is made here") + [process.world.groundEvidence])
            }
        }
    }
}

extension Process {
    func findEnvironments() -> [EnvironmentView] {
        var result: [EnvironmentView] = []
        for command in commands + health {
            guard let view = environment(of: command) else { continue }
            if !result.contains(where: { $0.environment === view.environment && $0.prefix == view.prefix }) {
                result.append(view)
            }
        }
        return result
    }

    /// Where to tell of it.
    var mainInstruction: Instruction { server?.instruction ?? cmd ?? entrypoint ?? world.stage.instruction }
}

extension EnvironmentView {
    /// The interpreter's path, if that is surely not in a stage.
    func missingInterpreter(in world: StageWorld) -> String? {
        guard environment.kind == .virtual, let interpreter = environment.interpreter,
            world.lookUp(interpreter).isAbsent
        else { return nil }
        return interpreter
    }
}

extension StageWorld {
    /// The interpreter at the place of an environment's own, if it is of another minor.
    func otherMinor(at view: EnvironmentView) -> PythonEnvironment? {
        guard let minor = view.environment.minor, !view.environment.isManaged,
            let folder = view.environment.interpreter?.parentPath,
            !systems.contains(where: { $0.minor == minor })
        else { return nil }
        return systems.first { $0.programs == folder && $0.minor != nil }
    }
}
