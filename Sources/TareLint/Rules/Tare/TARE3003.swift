import TareDockerfile

extension Rule {
    static let tare3003 = Rule(
        tare: "TARE3003", .info, "Dependencies for development are installed into the image",
        rationale: """
            `uv sync` installs the group `dev` unless it is told not to: test runners, linters, and what they need.
            """,
        bad: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-install-project
            CMD ["/app/.venv/bin/python", "-m", "service"]

            """,
        good: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-install-project --no-dev
            CMD ["/app/.venv/bin/python", "-m", "service"]

            """,
        tags: [.packages, .size], needs: .run, traits: .uv
    ) { build, _, report in
        let syncs = build.syncs
        guard !syncs.isEmpty else { return }
        let shipped = Set(
            build.leaves.filter { !$0.isForDevelopment }.flatMap { leaf in
                [leaf.index] + leaf.environments().map(\.home.index)
            })
        var told: Set<Int> = []
        for (world, event, command) in syncs where command.hasDevelopment && !command.isRun {
            guard shipped.contains(world.index), !world.isForDevelopment, !told.contains(world.index) else { continue }
            if let project = command.project,
                let place = world.lookUp(project.below("pyproject.toml"), event.moment).found?.contextPath,
                let bytes = build.context.bytes(place), !ProjectFile(bytes).hasDevelopmentGroup
            {
                continue
            }
            told.insert(world.index)
            report.add(
                event.origin.instruction.placeRange, "this installs the group dev too: write --no-dev",
                evidence: [event.origin.evidence("without --no-dev")])
        }
    }
}
