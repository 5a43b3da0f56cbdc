import TareDockerfile

extension Rule {
    static let tare1009 = Rule(
        tare: "TARE1009", .warning, "Packages are installed on another platform than the one they run on",
        rationale: """
            A stage with `--platform=$BUILDPLATFORM` runs on the builder's processor. Wheels that it installs, and the
            interpreter, are for that one: in an image for another they do not load.
            """,
        bad: """
            FROM --platform=$BUILDPLATFORM python:3.12-slim AS builder
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install fastapi uvicorn
            FROM python:3.12-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install fastapi uvicorn
            FROM python:3.12-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.stages, .packages, .reliability], needs: .copy, traits: [.python, .stages],
        when: { $0.items.contains { $0.image?.platform != nil } }
    ) { build, _, report in
        guard build.stages.stages.contains(where: { $0.from.platform != nil }) else { return }
        for process in build.processes {
            let world = process.world
            let own = world.build.platform(of: world)
            for view in world.environments() where view.home !== world {
                let other = world.build.platform(of: view.home)
                guard own != other else { continue }
                let installations = view.home.installations(in: view.environment)
                guard view.environment.isManaged || installations.contains(where: { $0.0.isCompiled || $0.0.isOpen })
                else { continue }
                let origin = view.trail.first?.instruction ?? process.mainInstruction
                report.add(
                    origin.placeRange,
                    "\(view.modules ?? view.prefix) was installed for \(other), and runs on \(own)",
                    evidence: view.trail.evidence("made here") + [
                        Evidence(view.home.stage.from.base.text, at: view.home.stage.instruction.placeRange)
                    ])
                break
            }
        }
    }
}

extension BuildWorld {
    /// The platform of the stage at the bottom: as it is written, since its value differs from build to build.
    func platform(of world: StageWorld) -> String {
        let word = stages.chain(world.index).last?.from.platform
        guard let text = word?.text else { return "$TARGETPLATFORM" }
        return text.filter { $0 != "{" && $0 != "}" && $0 != "\"" }
    }
}
