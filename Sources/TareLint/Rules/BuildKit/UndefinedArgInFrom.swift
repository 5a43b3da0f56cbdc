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
        let known = scope.globals.names.union(PredefinedArguments.platform)
        var suggestion: Suggestion?
        var count = 0
        for item in scope.items where count < mostReported {
            guard case .from(let from) = item.command else { continue }
            for word in [from.base, from.platform].compactMap({ $0 }) where word.hasVariable {
                guard let expansion = try? word.expanded(scope.globals.values) else { continue }
                for name in expansion.unmatched.subtracting(known).sorted() {
                    let guesses = suggestion ?? Suggestion(known)
                    suggestion = guesses
                    count += 1
                    report.add(
                        item, "FROM argument '\(name)' is not declared" + guesses.text(for: name),
                        evidence: [Evidence(word)])
                }
            }
        }
    }

    /// Findings of a file: looking for what was meant takes long.
    static let mostReported = 1_000
}
