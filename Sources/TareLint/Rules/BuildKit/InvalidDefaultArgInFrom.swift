import TareDockerfile

extension Rule {
    static let invalidDefaultArgInFrom = Rule(
        "InvalidDefaultArgInFrom", .warning, "Without build arguments, FROM has no valid image",
        rationale: """
            A file should build as it is: an ARG that FROM needs deserves a default.
            """,
        bad: "ARG TAG\nFROM busybox:$TAG\n", good: "ARG TAG=1.37\nFROM busybox:$TAG\n", tags: [.base],
        origin: .buildKit, needs: Needs(.from)
    ) { scope, report in
        let hasVariable = scope.items.contains { item in
            if case .from(let from) = item.command { return from.base.hasVariable }
            return false
        }
        var variables: [String: String] = [:]
        if hasVariable {
            let isPlain = scope.settings.build.buildArguments.isEmpty
            variables =
                isPlain
                ? scope.globals.values : GlobalArguments(scope.items, BuildOptions(scope.settings.build)).values
        }
        for item in scope.items {
            guard case .from(let from) = item.command else { continue }
            let name: String
            if from.base.isPlain {
                name = from.base.text
            } else {
                guard let expansion = try? from.base.expanded(variables) else { return }
                name = expansion.text
            }
            guard !ReferenceGrammar.isReference(name) else { continue }
            report.add(
                item, "Default value for ARG \(from.base.text) results in empty or invalid base image name",
                evidence: [Evidence(from.base)])
        }
    }
}

extension BuildOptions {
    /// The same without build arguments.
    fileprivate init(_ other: BuildOptions) {
        self = other
        buildArguments = [:]
    }
}
