import TareDockerfile

extension Rule {
    static let undefinedArgInFrom = Rule(
        "UndefinedArgInFrom", .warning, "FROM uses an argument that no ARG before it declares",
        rationale: """
            It stands for nothing, whatever is passed to the build.
            """,
        bad: "FROM busybox:1.37${SUFFIX}\n", good: "ARG SUFFIX\nFROM busybox:1.37${SUFFIX}\n", tags: [.base],
        origin: .buildKit, needs: Needs(.from)
    ) { scope, report in
        let usesVariables = scope.items.contains { item in
            guard case .from(let from) = item.command else { return false }
            return from.base.hasVariable || (from.platform?.hasVariable ?? false)
        }
        guard usesVariables else { return }
        let known = scope.stages.globalNames.union(PredefinedArguments.platform)
        for stage in scope.stages.stages {
            for expansion in [stage.baseExpansion, stage.platformExpansion] {
                for name in (expansion?.unmatched ?? []).subtracting(known).sorted() {
                    report.add(
                        stage.instruction.placeRange,
                        "FROM argument '\(name)' is not declared" + Suggestion.text(for: name, among: known))
                }
            }
        }
    }
}
