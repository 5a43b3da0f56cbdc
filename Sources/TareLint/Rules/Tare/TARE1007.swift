import TareDockerfile

extension Rule {
    static let tare1007 = Rule(
        tare: "TARE1007", .error, "Packages are of another minor version of Python than the interpreter",
        rationale: """
            Python 3.11 does not look into `lib/python3.12`, and loads no extension module that was built for it. The
            stages of a build must agree on the minor version.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            RUN pip install fastapi uvicorn
            FROM python:3.11-slim
            COPY --from=builder /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
            COPY --from=builder /usr/local/bin/uvicorn /usr/local/bin/uvicorn
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            RUN pip install fastapi uvicorn
            FROM python:3.12-slim
            COPY --from=builder /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
            COPY --from=builder /usr/local/bin/uvicorn /usr/local/bin/uvicorn
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.stages, .packages, .reliability], needs: [.cmd, .entrypoint, .copy],
        traits: [.python, .stages, .knownBase]
    ) { build, _, report in
        for process in build.processes {
            let world = process.world
            guard !world.systems.isEmpty, world.systems.allSatisfy({ $0.minor != nil }), !world.hasOpaqueCommands else {
                continue
            }
            guard let view = process.strangeEnvironment, let minor = view.environment.minor else { continue }
            let own = world.systems.compactMap { $0.minor.map { "3.\($0)" } }.joined(separator: " or ")
            report.add(
                process.mainInstruction.placeRange,
                "the packages in \(view.modules ?? view.prefix) are for Python 3.\(minor), the interpreter is \(own)",
                evidence: view.trail.evidence("made for Python 3.\(minor) here") + [world.groundEvidence])
        }
    }
}

extension Process {
    /// An environment of a minor that the image has no interpreter of.
    fileprivate var strangeEnvironment: EnvironmentView? {
        let minors = Set(world.systems.compactMap(\.minor))
        func isStrange(_ view: EnvironmentView) -> Bool {
            guard let minor = view.environment.minor, view.home !== world else { return false }
            return !minors.contains(minor)
        }
        if let view = environments.first(where: { isStrange($0) && world.otherMinor(at: $0) != nil }) { return view }
        let strange = world.environments().filter(isStrange)
        // Modules beside those of the interpreter.
        let folders = Set(world.systems.map(\.prefix))
        if let view = strange.first(where: { view in
            guard view.environment.kind != .virtual, view.environment.kind != .target, let modules = view.modules else {
                return false
            }
            return folders.contains { modules.isBelow($0.below("lib")) }
        }) {
            return view
        }
        // The image's own interpreter runs, and all packages are for another one.
        guard let command = commands.first, let name = command.interpreter ?? command.program,
            StatedPython.isPython(name.lastName), let path = find(name).path,
            world.systems.contains(where: { $0.programs.canonicalPath == path.parentPath })
        else { return nil }
        let others = world.environments().filter { view in !world.systems.contains { $0 === view.environment } }
        guard !others.isEmpty, others.allSatisfy(isStrange) else { return nil }
        return others.first { view in
            view.home.installations(in: view.environment).contains { $0.0.isOpen || $0.0.isCompiled }
        }
    }
}
