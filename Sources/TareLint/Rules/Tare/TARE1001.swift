import TareDockerfile

extension Rule {
    static let tare1001 = Rule(
        tare: "TARE1001", .error, "What is copied from another stage is never made there",
        rationale: """
            The build stops at this instruction: neither the base of that stage nor one of its instructions makes the
            path.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            WORKDIR /app
            RUN python -m venv /app/venv
            FROM python:3.12-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/python"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            WORKDIR /app
            RUN python -m venv /app/.venv
            FROM python:3.12-slim
            COPY --from=builder /app/.venv /app/.venv
            CMD ["/app/.venv/bin/python"]

            """,
        tags: [.stages, .reliability], needs: [.copy, .run], traits: [.copies, .knownBase]
    ) { build, _, report in
        for world in build.all {
            for step in world.stage.steps where !step.isTriggered {
                if case .copy(let copy) = step.command, copy.from != nil {
                    for case .path(let word) in copy.sources {
                        guard let path = step.expanded(word) else { continue }
                        check(("/" + path).canonicalPath, step.origin, Evidence(word), step, world, &report)
                    }
                }
                for (mount, origin) in step.mounts where mount.kind == .bind && mount.from != nil {
                    let path = ("/" + (mount.source ?? "")).canonicalPath
                    let evidence = Evidence("mounted here", at: mount.flag.range)
                    check(path, origin, evidence, step, world, &report)
                }
            }
        }
    }

    private static func check(
        _ path: String, _ origin: FileOrigin?, _ place: Evidence, _ step: Step, _ world: StageWorld,
        _ report: inout Report
    ) {
        var wanted = path
        while wanted.lastName.has(anyOf: "*?[") || wanted.parentPath.has(anyOf: "*?[") { wanted = wanted.parentPath }
        let source = world.build.source(origin, before: world.index)
        // On a base that is not known, anything may be there.
        if case .world(let other) = source, !other.isGroundKnown { return }
        guard wanted != "/", StageWorld.lookUp(wanted, in: source, world.build).isAbsent else { return }
        var evidence = [place]
        let owner: String
        switch source {
        case .world(let other):
            owner = other.title
            evidence.append(other.groundEvidence)
            if let nearest = other.nearestEvidence(wanted) { evidence.append(nearest) }
        case .image(let facts, let reference):
            owner = reference
            evidence.append(Evidence("\(reference) has no \(wanted) (\(facts.source))"))
        default: return
        }
        report.add(
            step.instruction.placeRange, "\(wanted) is copied from \(owner), where nothing makes it",
            evidence: evidence)
    }
}
