import TareDockerfile

extension Rule {
    static let copyIgnoredFile = Rule(
        "CopyIgnoredFile", .warning, "What COPY names is left out by .dockerignore",
        rationale: """
            The file never reaches the builder: the build fails as if it were not there.
            """,
        bad: "FROM scratch\nCOPY notes.txt /\n", good: "FROM scratch\nCOPY app.py /\n", tags: [.reliability],
        origin: .buildKit, needs: Needs([.copy, .add])
    ) { scope, report in
        // With exceptions, a folder may be left out and a file in it not.
        guard let ignore = scope.settings.dockerignore, !ignore.hasExceptions else { return }
        // Patterns times paths: honest files need a thousandth.
        var budget = 1_000_000
        for step in scope.stages.stages.flatMap(\.ownSteps) {
            let sources: [CopySource]
            let name: String
            switch step.command {
            case .copy(let copy) where copy.from == nil: (sources, name) = (copy.sources, "Copy")
            case .add(let add): (sources, name) = (add.sources, "Add")
            default: continue
            }
            for case .path(let word) in sources {
                guard let text = step.expanded(word), !(name == "Add" && text.isRemoteSource) else { continue }
                var path = CleanPath.clean(text)
                if path == "." || path == "/" {
                    guard ignore.ignoresRoot else { continue }
                } else if path.hasPrefix("/") {
                    path.removeFirst()
                }
                budget -= ignore.count * (1 + path.utf8.count { $0 == 0x2F })
                guard budget > 0, path.utf8.count < 4_096, ignore.leavesOut(path == "/" ? "." : path)
                else { continue }
                report.add(
                    step.instruction.placeRange,
                    "Attempting to \(name) file \(path.jsonQuoted) that is excluded by .dockerignore",
                    evidence: [Evidence(word)])
            }
        }
    }
}

extension String {
    /// Whether `ADD` fetches it: an address or a repository.
    var isRemoteSource: Bool {
        ["http://", "https://", "git://", "ssh://", "git@"].contains { hasPrefix($0) }
    }
}
