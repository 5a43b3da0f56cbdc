import TareDockerfile

extension Rule {
    static let tare3002 = Rule(
        tare: "TARE3002", .error, "The project itself is installed before its sources are there",
        rationale: """
            Without `--no-install-project` (poetry: `--no-root`) the project is built and installed too, which needs
            its package and the README that `pyproject.toml` names.
            """,
        bad: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev
            COPY . .

            """,
        good: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project
            COPY . .

            """,
        tags: [.packages, .reliability], needs: .run, traits: .python,
        when: { $0.settings.context != nil }
    ) { build, _, report in
        guard build.context.isKnown else { return }
        for world in build.all {
            for event in world.events {
                let folder: String?
                switch event.kind {
                case .uvSync(let command): folder = command.hasProject ? command.project : nil
                case .poetryInstall(let hasRoot): folder = hasRoot ? event.workdir : nil
                default: continue
                }
                guard let folder, let missing = missing(folder, world, event) else { continue }
                report.add(
                    event.origin.instruction.placeRange,
                    "this installs the project too, but \(missing) is not there yet",
                    evidence: [event.origin.evidence("the project is built here")])
            }
        }
    }

    /// What the project's build would look for in vain.
    private static func missing(_ folder: String, _ world: StageWorld, _ event: Event) -> String? {
        guard let place = world.lookUp(folder.below("pyproject.toml"), event.moment).found?.contextPath,
            let bytes = world.build.context.bytes(place)
        else { return nil }
        let project = ProjectFile(bytes)
        if case .uvSync = event.kind {
            guard project.isPackage ?? project.hasBuildSystem else { return nil }
        } else {
            guard project.isPoetry || project.hasBuildSystem, project.isPackage != false else { return nil }
        }
        if let readme = project.readme, world.lookUp(folder.below(readme), event.moment).isAbsent {
            return folder.below(readme)
        }
        guard let name = project.name else { return nil }
        let module = String(name.lowercased().map { $0 == "-" || $0 == "." ? "_" : $0 })
        let places = ["src/\(module)", module, "src", "\(module).py"].map { folder.below($0) }
        guard places.allSatisfy({ world.lookUp($0, event.moment).isAbsent }) else { return nil }
        // Others may be named in it; those that are on disk say that the sources are still to come.
        return places.first { path in
            world.build.context.isOnDisk(String(place.dropLast("pyproject.toml".count)) + path.rest(behind: folder))
        }
    }
}
