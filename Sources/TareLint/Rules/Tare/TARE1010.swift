import TareDockerfile

extension Rule {
    static let tare1010 = Rule(
        tare: "TARE1010", .error, "A shared library that a package links is not in the image",
        rationale: """
            Packages that are built from source link libraries of the system; wheels with everything inside do not. The
            import fails: `cannot open shared object file`.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            RUN apt-get update && apt-get install -y gcc libpq-dev
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install psycopg2 uvicorn
            FROM python:3.12-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            RUN apt-get update && apt-get install -y gcc libpq-dev
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install psycopg2 uvicorn
            FROM python:3.12-slim
            RUN apt-get update && apt-get install -y libpq5
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.stages, .packages, .reliability], needs: .run, traits: [.python, .stages, .knownBase]
    ) { build, _, report in
        for process in build.processes where process.world.isGroundKnown {
            let world = process.world
            for view in world.environments() where view.home !== world {
                let installations = view.home.installations(in: view.environment)
                guard let (name, library, origin) = missing(installations, world) else { continue }
                let package = world.facts?.packageTool == .apk ? library.apk : library.apt
                report.add(
                    (view.trail.first?.instruction ?? process.mainInstruction).placeRange,
                    "\(name) links \(library.soname), which the image does not have; the package is \(package)",
                    evidence: [origin.evidence("\(name) is installed here")]
                        + view.trail.evidence("its environment is made here") + [world.groundEvidence])
                break
            }
        }
    }

    private static func missing(
        _ installations: [(Installation, Place)], _ world: StageWorld
    ) -> (String, (soname: String, apt: String, apk: String), Place)? {
        for (installation, origin) in installations {
            for name in installation.names.sorted() {
                guard let library = SystemLibraries.needed[name] else { continue }
                if name == "psycopg", installation.names.contains(where: { $0.has("binary") }) { continue }
                if world.lacks(library: library.soname) { return (name, library, origin) }
            }
        }
        return nil
    }
}

extension StageWorld {
    /// Whether a shared library is surely not there.
    func lacks(library soname: String) -> Bool {
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/local/lib"]
            .allSatisfy { lookUp($0.below(soname)).isAbsent }
    }
}
