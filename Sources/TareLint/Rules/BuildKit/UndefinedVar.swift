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
        guard scope.items.contains(where: mayUseVariables) else { return }
        var defined = scope.globals.names
        for item in scope.items where item.keyword == .arg || item.keyword == .env { defined.formUnion(item.names) }
        guard mayMiss(scope, defined) else { return }
        let steps = scope.stages.stages.lazy.flatMap(\.ownSteps).filter { !$0.undefined.isEmpty }
        var count = 0
        for step in steps {
            let suggestion = Suggestion(Set(step.before.variables.keys))
            let isKnown = step.before.isEnvironmentKnown
            // What extends itself has it from the base, as far as one can know.
            let own = isKnown ? [] : step.ownNames
            for name in step.undefined where !name.hasPrefix("BUILDKIT_SBOM_SCAN_") && !own.contains(name) {
                count += 1
                guard count <= mostReported else { return }
                let meant = suggestion.text(for: name, sign: "$")
                guard isKnown || !meant.isEmpty || defined.contains(name) || name.contains(where: \.isLowercase) else {
                    continue
                }
                report.add(step.instruction.placeRange, "Usage of undefined variable '$\(name)'" + meant)
            }
        }
    }

    /// Whether there may be something to report: else the stages need not be worked out.
    private static func mayMiss(_ scope: LintScope, _ defined: Set<String>) -> Bool {
        // Where a base's environment is known, every name counts that nothing above defines.
        let isKnown = !scope.settings.build.images.isEmpty || scope.items.contains { $0.image?.name == "scratch" }
        lazy var suggestion = Suggestion(defined.union(["PATH"]))
        var stages: [String: Set<String>] = [:]
        var known: Set<String> = ["PATH"]
        var stage: String?
        for item in scope.items {
            let instruction = item.instruction
            if item.keyword == .from {
                if let stage { stages[stage] = known }
                known = item.image.flatMap { stages[$0.name] } ?? ["PATH"]
                stage = item.stageName
            }
            if mayUseVariables(item) {
                // What extends itself has it from the base, as far as one can know.
                let own = isKnown || item.keyword != .env ? [] : Set(item.names)
                if !instruction.heredocs.isEmpty { return true }
                for word in [instruction.argumentWord] + instruction.flags.compactMap(\.value) where word.hasVariable {
                    guard let names = word.text.names(except: known) else { return true }
                    for name in names {
                        if own.contains(name) { continue }
                        if isKnown || defined.contains(name) || name.contains(where: \.isLowercase)
                            || !suggestion.text(for: name).isEmpty
                        {
                            return true
                        }
                    }
                }
            }
            if item.keyword == .arg || item.keyword == .env { known.formUnion(item.names) }
        }
        return false
    }

    private static func mayUseVariables(_ item: Item) -> Bool {
        switch item.keyword {
        case .from, .run, .cmd, .entrypoint, .healthcheck, .shell, .onbuild, .maintainer, .unknown: return false
        default:
            let instruction = item.instruction
            return instruction.argumentWord.hasVariable || !instruction.heredocs.isEmpty
                || instruction.flags.contains { $0.value?.hasVariable ?? false }
        }
    }
}

extension String {
    /// The variables in it that are none of these; nil where operators stand in it, with which more may.
    fileprivate func names(except known: Set<String>) -> [String]? {
        var names: [String] = []
        var rest = utf8[...]
        while let sign = rest.firstIndex(of: 0x24) {
            rest = rest[utf8.index(after: sign)...]
            let isBraced = rest.first == 0x7B
            if isBraced { rest = rest.dropFirst() }
            let bytes = rest.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F || $0 &- 0x30 < 10 }
            rest = rest[bytes.endIndex...]
            if isBraced, rest.first != 0x7D { return nil }
            let name = String(Substring(bytes))
            if !name.isEmpty, !known.contains(name) { names.append(name) }
        }
        return names
    }
}

extension Step {
    /// The names that it sets, if it is an `ENV`.
    fileprivate var ownNames: Set<String> {
        guard case .env(let pairs) = command else { return [] }
        return Set(pairs.map(\.name.unquoted))
    }
}
