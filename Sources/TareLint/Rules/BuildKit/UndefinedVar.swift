import TareDockerfile

extension Rule {
    static let undefinedVar = Rule(
        "UndefinedVar", .warning, "A variable is used that nothing defines",
        rationale: """
            It stands for nothing. (What the base image itself defines is not known without the image: then only names
            are reported that this file defines elsewhere, that differ little from known ones, or that have a lower-case
            letter.)
            """,
        bad: "FROM alpine:3.22\nCOPY $foo .\nARG foo=bar\n", good: "FROM alpine:3.22\nARG foo=bar\nCOPY $foo .\n",
        tags: [.reliability], origin: .buildKit, needs: Needs(.from)
    ) { scope, report in
        let mayUse = scope.items.contains { item in
            ![.from, .run, .cmd, .entrypoint, .healthcheck, .shell].contains(item.keyword)
                && (item.instruction.argumentWord.hasVariable
                    || item.instruction.flags.contains { $0.value?.hasVariable ?? false }
                    || !item.instruction.heredocs.isEmpty)
        }
        guard mayUse else { return }
        var defined = scope.stages.globalNames
        for item in scope.items {
            switch item.command {
            case .arg(let definitions): defined.formUnion(definitions.map(\.name.text))
            case .env(let pairs): defined.formUnion(pairs.map(\.name.unquoted))
            default: break
            }
        }
        for stage in scope.stages.stages {
            for step in stage.ownSteps where !step.undefined.isEmpty {
                let known = Set(step.before.variables.keys)
                for name in step.undefined
                where name != "BUILDKIT_SBOM_SCAN_CONTEXT" && name != "BUILDKIT_SBOM_SCAN_STAGE" {
                    let suggestion = Suggestion.text(for: name, among: known, sign: "$")
                    guard
                        step.before.isEnvironmentKnown || !suggestion.isEmpty || defined.contains(name)
                            || name.contains(where: \.isLowercase)
                    else { continue }
                    report.add(
                        step.instruction.placeRange, "Usage of undefined variable '$\(name)'" + suggestion)
                }
            }
        }
    }
}
