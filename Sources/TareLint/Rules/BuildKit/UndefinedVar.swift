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
        guard let first = scope.items.firstIndex(where: mayUseVariables) else { return }
        // Most files use what stands right above.
        guard mayMiss(scope, first) else { return }
        let defined = definedNames(scope)
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

    private static func definedNames(_ scope: LintScope) -> Set<String> {
        var defined = scope.globals.names
        for item in scope.items where item.keyword == .arg || item.keyword == .env { defined.formUnion(item.names) }
        return defined
    }

    /// Whether there may be something to report: else the stages need not be worked out.
    private static func mayMiss(_ scope: LintScope, _ first: Int) -> Bool {
        // Where a base's environment is known, every name counts that nothing above defines.
        let isKnown = !scope.settings.build.images.isEmpty || scope.items.contains { $0.image?.name == "scratch" }
        lazy var defined = definedNames(scope)
        lazy var suggestion = Suggestion(defined.union(["PATH"]))
        var stages: [String: KnownNames] = [:]
        var known = KnownNames()
        var stage: String?
        for (index, item) in scope.items.enumerated() {
            let instruction = item.instruction
            if item.keyword == .from {
                if let stage { stages[stage] = known }
                known = item.image.flatMap { stages[$0.name] } ?? KnownNames()
                stage = item.stageName
            }
            if index >= first, mayUseVariables(item) {
                // What extends itself has it from the base, as far as one can know.
                let own = isKnown || item.keyword != .env ? [] : Set(item.names)
                if !instruction.heredocs.isEmpty { return true }
                for word in [instruction.argumentWord] + instruction.flags.compactMap(\.value) where word.hasVariable {
                    guard let names = word.text.names(except: &known) else { return true }
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
            if item.keyword == .arg || item.keyword == .env { known.add(item) }
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

/// The names that a stage has defined so far: gathered when one is looked for, since most are never used.
private struct KnownNames {
    private var names: Set<String> = ["PATH"]
    private var waiting: [Item] = []

    mutating func add(_ item: Item) { waiting.append(item) }

    mutating func contains(_ name: String) -> Bool {
        for item in waiting { names.formUnion(item.names) }
        waiting.removeAll()
        return names.contains(name)
    }
}

extension String {
    /// The variables in it that are none of these; nil where operators stand in it, with which more may.
    fileprivate func names(except known: inout KnownNames) -> [String]? {
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
