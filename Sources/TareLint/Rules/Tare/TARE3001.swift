import TareDockerfile

extension Rule {
    static let tare3001 = Rule(
        tare: "TARE3001", .error, "uv is told to follow a lock that is not there",
        rationale: """
            `uv sync --frozen` and `--locked` stop without `uv.lock`: nothing has copied or mounted it by then.
            """,
        bad: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml ./
            RUN uv sync --frozen --no-dev --no-install-project

            """,
        good: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project

            """,
        tags: [.packages, .reliability], needs: .run, traits: .uv
    ) { build, _, report in
        for (world, event, command) in build.syncs where command.isLocked {
            guard let project = command.project else { continue }
            var folder = project
            var isMissing = true
            // Of a workspace it lies above.
            while isMissing {
                isMissing = world.lookUp(folder.below("uv.lock"), event.moment).isAbsent
                if folder == "/" { break }
                folder = folder.parentPath
            }
            guard isMissing else { continue }
            var evidence = [event.origin.evidence("it needs \(project.below("uv.lock"))")]
            if let nearest = world.nearestEvidence(project.below("uv.lock")) { evidence.append(nearest) }
            report.add(
                event.origin.instruction.placeRange,
                "\(project.below("uv.lock")) is not there yet: nothing copies or mounts it before",
                evidence: evidence)
        }
    }
}

extension BuildWorld {
    /// Every `uv sync` and `uv run` of the build.
    var syncs: [(world: StageWorld, event: Event, command: SyncCommand)] {
        var result: [(world: StageWorld, event: Event, command: SyncCommand)] = []
        let source = stages.file.source
        for world in all {
            // Most stages do not call it: what they do need not be followed.
            let isNamed = world.stage.steps.contains { step in
                guard step.instruction.keyword == .run else { return false }
                let lines = step.instruction.lines.offsets
                return source.mentions("uv", in: lines)
                    && ["sync", "run", "add"].contains { source.mentions($0, in: lines) }
            }
            guard isNamed else { continue }
            for event in world.events {
                if case .uvSync(let command) = event.kind { result.append((world, event, command)) }
            }
        }
        return result
    }
}
