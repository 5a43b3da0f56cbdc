import TareDockerfile

extension Rule {
    static let tare1008 = Rule(
        tare: "TARE1008", .error, "Packages that were installed on one C library run on another",
        rationale: """
            Wheels for glibc (`manylinux`) and for musl (`musllinux`) are not the same files: extension modules of one
            do not load on the other. Alpine is musl; Debian, Ubuntu and distroless are glibc.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install fastapi uvicorn
            FROM python:3.12-alpine
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-alpine AS builder
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install fastapi uvicorn
            FROM python:3.12-alpine
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.stages, .packages, .reliability], needs: .copy, traits: [.python, .stages, .knownBase]
    ) { build, _, report in
        for process in build.processes {
            let world = process.world
            guard let libc = world.libc else { continue }
            for view in world.environments() where view.home !== world {
                guard let other = view.environment.libc, other != libc, view.isWhole || view.modules != nil else {
                    continue
                }
                let installations = view.home.installations(in: view.environment)
                guard view.environment.isManaged || installations.contains(where: { $0.0.isCompiled || $0.0.isOpen })
                else { continue }
                let origin = view.trail.first?.instruction ?? process.mainInstruction
                report.add(
                    origin.placeRange,
                    "\(view.modules ?? view.prefix) was installed on \(other.rawValue), and runs on \(libc.rawValue)",
                    evidence: view.trail.evidence("made here, on \(view.home.reference)")
                        + installations.prefix(1).map { $0.1.evidence("installed here") } + [world.groundEvidence])
                break
            }
        }
    }
}
