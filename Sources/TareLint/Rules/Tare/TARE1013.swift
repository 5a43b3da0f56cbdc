import TareDockerfile

extension Rule {
    static let tare1013 = Rule(
        tare: "TARE1013", .error, "CMD is an argument of the base's entry point, which takes it for a script",
        rationale: """
            The entry point of distroless's `python3` is the interpreter. `CMD ["uvicorn", …]` becomes
            `python3 uvicorn …`: `can't open file 'uvicorn'`.
            """,
        bad: """
            FROM gcr.io/distroless/python3-debian12
            WORKDIR /app
            COPY server.py /app/
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM gcr.io/distroless/python3-debian12
            WORKDIR /app
            COPY server.py /app/
            CMD ["-m", "uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.reliability], needs: .cmd,
        when: { $0.settings.bases != nil || $0.items.contains { $0.image?.name.has("distroless") ?? false } }
    ) { build, _, report in
        for process in build.processes {
            let world = process.world
            let state = world.stage.final
            guard state.entrypoint == nil, let (instruction, cmd) = state.cmd, cmd.form == .exec,
                let entry = world.facts?.entrypoint?.first, StatedPython.isPython(entry.lastName),
                let word = cmd.words.first, !word.text.hasPrefix("-")
            else { continue }
            let name = word.text
            let isProgram = StatedTools.fromIndex.contains(name.lastName) || StatedPython.isPython(name.lastName)
            let path = process.workdir.map { name.hasPrefix("/") ? name : $0.below(name) }
            let isMissing = path.map { world.lookUp($0).isAbsent } ?? false
            guard isMissing || isProgram else { continue }
            report.add(
                instruction.placeRange,
                "the base's entry point makes this \(entry) \(name): it runs no program of that name",
                evidence: [Evidence(word), world.groundEvidence])
        }
    }
}
