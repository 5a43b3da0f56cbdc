import TareDockerfile

extension Rule {
    static let dl3045 = Rule(
        "DL3045", .warning, "Set WORKDIR before you COPY to a relative destination",
        rationale: """
            Where it goes depends on the base image's working directory, which may change with it.
            """,
        bad: "FROM debian:13\nCOPY app.py app/\n", good: "FROM debian:13\nWORKDIR /srv\nCOPY app.py app/\n",
        tags: [.reliability], needs: Needs(.copy)
    ) { scope, report in
        // By the name under which a later stage finds it.
        var stages: [String: Bool] = [:]
        var current = ""
        var isOpen = false
        for item in scope.items {
            switch item.command {
            case .from:
                guard let image = item.image else { continue }
                if isOpen { stages[image.stageName] = stages[image.name] ?? false }
                (current, isOpen) = (image.stageName, true)
            case .workdir:
                stages[current] = true
                isOpen = true
            case .copy(let copy) where stages[current] != true:
                let path = String(copy.destination.text.droppingQuotes)
                if path.hasPrefix("/") || path.hasPrefix("$") || path.isWindowsAbsolute { continue }
                report.add(item, evidence: [Evidence(copy.destination)])
            default: break
            }
        }
    }
}
