import TareDockerfile

extension Rule {
    static let jsonArgsRecommended = Rule(
        "JSONArgsRecommended", .warning, "Use the JSON form for CMD and ENTRYPOINT",
        rationale: """
            In the shell form a shell is the first process, and does not pass on the signal that should stop the
            service.
            Where SHELL is set, the shell is meant.
            """,
        bad: "FROM scratch\nCMD mycommand\n", good: "FROM scratch\nCMD [\"mycommand\"]\n", tags: [.reliability],
        origin: .buildKit, sameAs: "DL3025", needs: Needs([.cmd, .entrypoint])
    ) { scope, report in
        let isShellForm = { (item: Item) in
            (item.keyword == .cmd || item.keyword == .entrypoint) && item.line?.form == .shell
        }
        guard scope.items.contains(where: isShellForm) else { return }
        // By the stage's name: whether `SHELL` is set in it or below.
        var stages: [String: Bool] = [:]
        var (name, isSet): (String?, Bool) = (nil, false)
        for item in scope.items {
            switch item.command {
            case .from(let from):
                if let name { stages[name] = isSet }
                isSet = (scope.settings.build.images[from.base.text]?.shell != nil) || stages[from.base.text] ?? false
                name = from.stageName
            case .shell: isSet = true
            default:
                guard !isSet, isShellForm(item), let line = item.line else { continue }
                report.add(
                    item,
                    "JSON arguments recommended for \(item.keyword.name) to prevent unintended behavior related to OS "
                        + "signals",
                    evidence: line.text.map { [Evidence($0)] } ?? [], fix: line.execForm.map { [$0] } ?? [])
            }
        }
    }
}
