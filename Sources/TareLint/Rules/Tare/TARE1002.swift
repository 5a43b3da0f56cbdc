import TareDockerfile

extension Rule {
    static let tare1002 = Rule(
        tare: "TARE1002", .error, "Packages are installed outside of what is copied",
        rationale: """
            The stage that runs gets the application and not the packages: pip has put them into the interpreter's own
            folders, which no COPY names. The container stops at its first import, or does not find its program.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install -r requirements.txt
            COPY . .
            FROM python:3.12-slim
            WORKDIR /app
            COPY --from=builder /app /app
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            WORKDIR /app
            RUN python -m venv /app/.venv
            COPY requirements.txt .
            RUN /app/.venv/bin/pip install -r requirements.txt
            COPY . .
            FROM python:3.12-slim
            WORKDIR /app
            COPY --from=builder /app /app
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.stages, .packages, .reliability], needs: [.cmd, .entrypoint], traits: [.python, .stages, .knownBase]
    ) { build, _, report in
        for process in build.processes where !process.isOpen && process.world.isGroundKnown {
            guard let left = PackagesLeft(process) else { continue }
            let modules = left.environment.modules ?? left.environment.prefix
            var evidence = [left.origin.evidence("installed here, into \(modules)")]
            evidence += left.copies.map { Place.instruction($0).evidence("copied here, without \(modules)") }
            evidence.append(left.command.evidence)
            report.add(
                left.command.instruction.placeRange,
                "\(left.command.name ?? "python") runs without the packages that \(left.home.title) installs into \(modules): "
                    + "no COPY takes them along", evidence: evidence)
        }
    }
}

/// Packages of an application that stay behind in the stage that installs them.
struct PackagesLeft {
    let command: ProcessCommand
    let environment: PythonEnvironment
    let origin: Place
    let home: StageWorld
    /// The instructions that copy from that stage.
    let copies: [Instruction]

    /// Nil if the process has its packages, or if that is not known.
    init?(_ process: Process) {
        let world = process.world
        guard let command = process.server, !command.isConditional, command.runner == nil,
            let program = command.interpreter ?? command.program
        else { return nil }
        let isPython = StatedPython.isPython(program.lastName)
        let (presence, _) = process.find(program)
        if isPython {
            guard !presence.isAbsent, Self.needsPackages(command), process.environment["PYTHONPATH"] == nil else {
                return nil
            }
            let views = world.environments()
            guard world.isGroundKnown, world.facts?.interpreters != nil, !world.hasOpaqueCommands,
                !views.contains(where: { !$0.home.installations(in: $0.environment).isEmpty })
            else { return nil }
            if let name = command.program?.lastName, StatedPython.isPython(name), program.utf8.contains(0x2F),
                presence.isUnknown
            {
                return nil
            }
        } else if !presence.isAbsent {
            return nil
        }
        var sources: [Int: [Instruction]] = [:]
        for step in world.build.stages.chain(world.index).flatMap(\.steps) {
            if case .stage(let index)? = step.origin { sources[index, default: []].append(step.instruction) }
        }
        for (index, copies) in sources.sorted(by: { $0.key > $1.key }) {
            let other = world.build.world(index)
            let here = world.environments()
            for view in other.environments() where view.home === other || view.trail.isEmpty {
                for (installation, origin) in other.installations(in: view.environment) {
                    let fits =
                        isPython
                        ? installation.isApplication
                        : installation.isOpen || installation.programs.contains(program)
                    guard fits,
                        StatedTools.fromIndex.contains(program) || isPython || installation.programs.contains(program)
                    else { continue }
                    guard !here.contains(where: { $0.environment === view.environment && $0.home === other }) else {
                        continue
                    }
                    guard !Self.copiesPart(of: view.environment, world, other) else { return nil }
                    self.command = command
                    environment = view.environment
                    self.origin = origin
                    home = other
                    self.copies = copies
                    return
                }
            }
        }
        return nil
    }

    /// Whether some COPY takes a part of an environment along.
    private static func copiesPart(of environment: PythonEnvironment, _ world: StageWorld, _ other: StageWorld) -> Bool
    {
        var next: StageWorld? = world
        while let current = next {
            for change in current.changes {
                guard case .tree(_, let source, let from) = change.effect, source.isWorld(other, in: current) else {
                    continue
                }
                if from.isBelow(environment.prefix.below("lib")) || environment.prefix.isAtOrBelow(from) { return true }
            }
            if case .world(let below) = current.ground { next = below } else { next = nil }
        }
        return false
    }

    /// Whether what Python runs may need packages: not a module of its own library.
    private static func needsPackages(_ command: ProcessCommand) -> Bool {
        if command.interpreter != nil {
            let library = ["http.server", "venv", "pip", "unittest", "timeit", "json.tool", "this", "zipfile", "pdb"]
            return !library.contains(command.program ?? "")
        }
        guard let first = command.arguments.first ?? nil else { return false }
        return first.hasSuffix(".py")
    }
}
