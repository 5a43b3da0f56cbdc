import TareDockerfile

extension Rule {
    static let workdirRelativePath = Rule(
        "WorkdirRelativePath", .warning, "A relative WORKDIR depends on the base image's",
        rationale: """
            The base's working directory may change with it. Behind an absolute WORKDIR of this file, a relative one is
            fine.
            """,
        bad: "FROM scratch\nWORKDIR app/\n", good: "FROM scratch\nWORKDIR /app\nWORKDIR sub/\n", tags: [.reliability],
        origin: .buildKit, sameAs: "DL3000", needs: Needs(.workdir)
    ) { scope, report in
        let mayBeRelative = scope.items.contains { item in
            guard case .workdir(let word) = item.command else { return false }
            return !word.isPlain || !word.text.hasPrefix("/")
        }
        guard mayBeRelative else { return }
        for step in scope.stages.stages.flatMap(\.ownSteps) {
            guard case .workdir(let word) = step.command, !step.before.hasWorkdir,
                let path = step.expanded(word), !path.hasPrefix("/")
            else { continue }
            report.add(
                step.instruction.placeRange,
                "Relative workdir \(path.jsonQuoted) can have unexpected results if the base image changes",
                evidence: [Evidence(word)])
        }
    }
}
