import TareDockerfile

extension Rule {
    static let dl3021 = Rule(
        "DL3021", .error, "COPY of several sources needs a destination that ends with /",
        rationale: """
            Several files fit only into a folder, and the slash is what says that it is one.
            """,
        bad: "COPY a.py b.py /app\n", good: "COPY a.py b.py /app/\n", tags: [.syntax], needs: Needs(.copy)
    ) { scope, report in
        for item in scope.items {
            guard case .copy(let copy) = item.command, copy.sources.count > 1 else { continue }
            let destination = copy.destination
            guard destination.text.droppingQuotes.last != "/" else { continue }
            let end = Int(destination.range.upper)
            let isPlain = destination.isPlain && !destination.isEmpty && item.instruction.form != .json
            report.add(
                item, evidence: [Evidence(destination)],
                fix: isPlain ? [SourceEdit(SourceRange(end, end), with: "/")] : [])
        }
    }
}
