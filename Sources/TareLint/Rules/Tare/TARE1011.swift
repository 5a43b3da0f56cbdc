import TareDockerfile

extension Rule {
    static let tare1011 = Rule(
        tare: "TARE1011", .warning, "Packages are built beside a library that the image does not have",
        rationale: """
            A stage that installs `libpq-dev` builds something that links `libpq.so.5`. The stage that runs it needs the
            library too, without the headers.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            RUN apt-get update && apt-get install -y gcc libpq-dev
            COPY requirements.txt .
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install -r requirements.txt
            FROM python:3.12-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/python", "-m", "service"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            RUN apt-get update && apt-get install -y gcc libpq-dev
            COPY requirements.txt .
            RUN python -m venv /app/.venv && /app/.venv/bin/pip install -r requirements.txt
            FROM python:3.12-slim
            RUN apt-get update && apt-get install -y libpq5
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/python", "-m", "service"]

            """,
        tags: [.stages, .packages, .reliability], needs: .run, traits: [.python, .stages, .knownBase]
    ) { build, _, report in
        for process in build.processes where process.world.isGroundKnown {
            let world = process.world
            for view in world.environments() where view.home !== world {
                guard view.home.installations(in: view.environment).contains(where: { $0.0.isOpen }) else { continue }
                for (packages, origin) in view.home.packageChanges() {
                    guard let name = packages.names.first(where: { SystemLibraries.development[$0] != nil }),
                        let library = SystemLibraries.development[name], world.lacks(library: library.soname)
                    else { continue }
                    report.add(
                        (view.trail.first?.instruction ?? process.mainInstruction).placeRange,
                        "\(view.prefix) is built beside \(name), but the image has no \(library.soname); "
                            + "the package is \(library.runtime)",
                        evidence: [origin.evidence("\(name) is installed here")]
                            + view.trail.evidence("the environment is made here") + [world.groundEvidence])
                    return
                }
            }
        }
    }
}
