import TareDockerfile

extension Rule {
    static let tare2005 = Rule(
        tare: "TARE2005", .error, "The application that the server is told to load is not in the image",
        rationale: """
            `Error loading ASGI app. Could not import module`: nothing of that name stands in the working directory, in
            PYTHONPATH or among the packages.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install fastapi uvicorn
            WORKDIR /app
            COPY server.py ./
            CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install fastapi uvicorn
            WORKDIR /app
            COPY server.py ./
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.reliability], needs: [.cmd, .entrypoint], traits: [.python, .knownBase]
    ) { build, _, report in
        for process in build.processes where process.world.isGroundKnown {
            for command in process.commands where !command.isConditional {
                guard let target = Application(command, process), target.isMissing(in: process) else { continue }
                var evidence = [command.evidence]
                evidence.append(Evidence("looked for in \(target.folders.joined(separator: ", "))"))
                if let folder = target.folders.first, let nearest = process.world.nearestEvidence(folder.below("x")) {
                    evidence.append(nearest)
                }
                report.add(
                    command.instruction.placeRange, "\(target.name) is not in the image: no COPY brings it",
                    evidence: evidence)
            }
        }
    }
}

/// The module or file that a command loads.
struct Application {
    /// `package.module`, or a path.
    let name: String
    let isFile: Bool
    /// Where it is looked for.
    let folders: [String]

    init?(_ command: ProcessCommand, _ process: Process) {
        guard let workdir = process.workdir else { return nil }
        var folders = [workdir]
        if let server = ServerCommand(command, process) {
            guard let target = server.target, !target.has(anyOf: "$*{(<") else { return nil }
            if let folder = server.folder {
                guard !folder.isEmpty else { return nil }
                folders = [folder.hasPrefix("/") ? folder.canonicalPath : workdir.below(folder).canonicalPath]
            }
            if server.name == "fastapi" || target.hasSuffix(".py") {
                (name, isFile) = (target, true)
            } else {
                guard server.name == "fastapi" || target.utf8.contains(0x3A) else { return nil }
                (name, isFile) = (String(target.prefix { $0 != ":" }), false)
            }
        } else if let program = command.program, StatedPython.isPython(program.lastName), command.interpreter == nil {
            let words = command.words(["-W", "-X", "-c", "-m"])
            guard !command.arguments.contains("-c"), let first = words.operands.first, let file = first,
                file.hasSuffix(".py"), !file.has(anyOf: "$*{(<")
            else { return nil }
            (name, isFile) = (file, true)
        } else {
            return nil
        }
        guard !name.isEmpty, name.utf8.count < 512 else { return nil }
        if !isFile, let path = process.environment["PYTHONPATH"] {
            for folder in path.split(separator: ":") {
                if folder.utf8.contains(0x24) { return nil }
                folders.append(
                    folder.hasPrefix("/") ? String(folder).canonicalPath : workdir.below(folder).canonicalPath)
            }
        }
        self.folders = folders
    }

    /// Names that no distribution of the index has for its module.
    private static let common: Set<String> = [
        "main", "app", "server", "api", "wsgi", "asgi", "application", "run", "config", "src", "backend", "service",
        "web", "project", "core",
    ]

    func isMissing(in process: Process) -> Bool {
        let world = process.world
        if isFile {
            let path = name.hasPrefix("/") ? name.canonicalPath : folders[0].below(name).canonicalPath
            return world.lookUp(path).isAbsent && world.hasSources(in: path.parentPath)
        }
        let parts = name.split(separator: ".").map(String.init)
        guard let first = parts.first, world.hasSources(in: folders[0]) else { return false }
        for folder in folders {
            let package = folder.below(first)
            guard world.lookUp(package + ".py").isAbsent || parts.count > 1 else { return false }
            let presence = world.lookUp(package)
            if presence.isAbsent { continue }
            guard presence.found != nil, parts.count > 1 else { return false }
            // The package is there: is the module in it?
            let inner = package.below(parts.dropFirst().joined(separator: "/"))
            guard world.lookUp(inner + ".py").isAbsent, world.lookUp(inner).isAbsent else { return false }
        }
        for view in world.environments() {
            for (installation, _) in view.home.installations(in: view.environment) {
                if installation.mayHaveProject || installation.names.contains(first.normalisedDistribution) {
                    return false
                }
                if installation.isOpen, !Self.common.contains(first) { return false }
            }
        }
        return world.isGroundKnown && (Self.common.contains(first) || world.facts?.isStated == true)
    }
}

extension StageWorld {
    /// Whether something of an application has been put into a folder. Where nothing has, it is mounted when the
    /// container runs.
    fileprivate func hasSources(in folder: String) -> Bool {
        var next: StageWorld? = self
        while let world = next {
            for change in world.changes where !change.isMount {
                guard case .tree(let place, _, let from) = change.effect else { continue }
                if place == folder || place.parentPath == folder && from.hasSuffix(".py") { return true }
                let isPackage = !from.lastName.looksLikeFile && !from.lastName.has("venv")
                if place.parentPath == folder, isPackage, from != "/" { return true }
            }
            if case .world(let below) = world.ground { next = below } else { next = nil }
        }
        return false
    }
}
