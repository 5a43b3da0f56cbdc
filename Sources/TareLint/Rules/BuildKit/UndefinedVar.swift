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
        guard mayMiss(scope.items) else { return }
        var defined = scope.stages.globalNames
        for item in scope.items {
            switch item.command {
            case .arg(let definitions): defined.formUnion(definitions.map(\.name.text))
            case .env(let pairs): defined.formUnion(pairs.map(\.name.unquoted))
            default: break
            }
        }
        let steps = scope.stages.stages.lazy.flatMap(\.ownSteps).filter { !$0.undefined.isEmpty }
        for step in steps.prefix(mostReported) {
            let suggestion = Suggestion(Set(step.before.variables.keys))
            for name in step.undefined where !name.hasPrefix("BUILDKIT_SBOM_SCAN_") {
                let meant = suggestion.text(for: name, sign: "$")
                guard
                    step.before.isEnvironmentKnown || !meant.isEmpty || defined.contains(name)
                        || name.contains(where: \.isLowercase)
                else { continue }
                report.add(step.instruction.placeRange, "Usage of undefined variable '$\(name)'" + meant)
            }
        }
    }

    /// Whether some instruction names a variable that nothing above it in its stage defines: else the stages need not
    /// be worked out.
    private static func mayMiss(_ items: [Item]) -> Bool {
        var known: Set<String> = ["PATH"]
        for item in items {
            switch item.command {
            case .from: known = ["PATH"]
            case .run, .cmd, .entrypoint, .healthcheck, .shell, .onbuild, .maintainer, .malformed: break
            default:
                let instruction = item.instruction
                if !instruction.heredocs.isEmpty { return true }
                var isMissing =
                    instruction.argumentWord.hasVariable && instruction.argumentWord.text.names(except: known)
                for flag in instruction.flags where flag.value?.hasVariable ?? false {
                    isMissing = isMissing || (flag.value?.text.names(except: known) ?? false)
                }
                if isMissing { return true }
            }
            switch item.command {
            case .arg(let definitions): known.formUnion(definitions.map(\.name.text))
            case .env(let pairs): known.formUnion(pairs.map(\.name.text))
            default: break
            }
        }
        return false
    }
}

extension String {
    /// Whether a variable may stand in it that is none of these; with operators in it, it may.
    fileprivate func names(except known: Set<String>) -> Bool {
        var rest = utf8[...]
        while let sign = rest.firstIndex(of: 0x24) {
            rest = rest[utf8.index(after: sign)...]
            let isBraced = rest.first == 0x7B
            if isBraced { rest = rest.dropFirst() }
            let name = rest.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F || $0 &- 0x30 < 10 }
            rest = rest[name.endIndex...]
            if isBraced, rest.first != 0x7D { return true }
            if !known.contains(String(Substring(name))) { return true }
        }
        return false
    }
}
