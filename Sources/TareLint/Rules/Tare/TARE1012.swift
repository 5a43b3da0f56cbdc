import TareDockerfile

extension Rule {
    static let tare1012 = Rule(
        tare: "TARE1012", .error, "The shell form needs a shell, and the image has none",
        rationale: """
            `CMD uvicorn …` without brackets is `/bin/sh -c "uvicorn …"`, and so are RUN, ENTRYPOINT and HEALTHCHECK.
            Distroless images and scratch have no shell.
            """,
        bad: """
            FROM gcr.io/distroless/python3-debian12
            COPY server.py /app/
            ENTRYPOINT python /app/server.py

            """,
        good: """
            FROM gcr.io/distroless/python3-debian12
            COPY server.py /app/
            ENTRYPOINT ["python", "/app/server.py"]

            """,
        tags: [.shell, .reliability], needs: [.run, .cmd, .entrypoint, .healthcheck], traits: .knownBase,
        when: { scope in
            scope.settings.bases != nil
                || scope.items.contains { item in
                    if item.keyword == .shell { return true }
                    guard let image = item.image else { return false }
                    return !["python", "debian", "ubuntu", "alpine"].contains(image.name.lastName)
                }
        }
    ) { build, _, report in
        for stage in build.stages.stages where build.mayLackShell(stage) {
            let world = build.world(stage.index)
            let isLeaf = build.leaves.contains { $0 === world }
            for (index, step) in stage.steps.enumerated() where !step.isTriggered {
                let line: Invocation?
                var moment = world.end
                switch step.command {
                case .run(let run): (line, moment) = (run.line, world.before(index))
                case .cmd(let invocation), .entrypoint(let invocation): line = isLeaf ? invocation : nil
                case .healthcheck(let check): line = isLeaf ? check.line : nil
                default: line = nil
                }
                guard let line, line.form == .shell else { continue }
                if let heredoc = line.heredocs.first, let name = heredoc.shebang, !name.isShellName { continue }
                let shell = (step.before.shell ?? world.facts?.shell)?.first ?? "/bin/sh"
                guard world.lacks(shell: shell, moment) else { continue }
                var evidence = [Evidence(line.text?.text.shortened ?? "", at: line.text?.range), world.groundEvidence]
                if let own = step.before.shellInstruction { evidence.append(Evidence("SHELL", at: own.placeRange)) }
                report.add(
                    step.instruction.placeRange,
                    "\(step.instruction.keywordWord.text.uppercased()) in the shell form runs \(shell), which the image does not have",
                    evidence: evidence)
            }
        }
    }
}

extension BuildWorld {
    /// Whether it is worth asking: most images have a shell.
    fileprivate func mayLackShell(_ stage: Stage) -> Bool {
        switch stages.root(stage.index) {
        case .scratch: return true
        case .image(let reference):
            guard let files = facts(of: reference, platform: nil)?.files else { return false }
            if stage.final.shell != nil { return true }
            for path in ["/usr/bin/sh", "/bin/sh"] { if case .found = files.file(at: path) { return false } }
            return true
        default: return false
        }
    }
}

extension StageWorld {
    fileprivate func lacks(shell: String, _ moment: Moment) -> Bool {
        if shell.utf8.contains(0x2F) { return lookUp(shell, moment).isAbsent }
        return ["/usr/bin", "/usr/local/bin", "/usr/sbin"].allSatisfy { lookUp($0.below(shell), moment).isAbsent }
    }
}
