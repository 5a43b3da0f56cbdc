extension Stages {
    /// Cuts the instructions into stages, then evaluates them in the order of the file.
    mutating func build(_ parsed: [ParsedInstruction]) {
        problems = file.problems
        for item in parsed { noteProblems(item) }
        var groups: [(from: ParsedInstruction, items: ArraySlice<ParsedInstruction>)] = []
        let first = parsed.firstIndex { $0.instruction.keyword == .from } ?? parsed.endIndex
        var start = first
        while start < parsed.endIndex {
            let next = parsed[(start + 1)...].firstIndex { $0.instruction.keyword == .from } ?? parsed.endIndex
            groups.append((parsed[start], parsed[(start + 1)..<next]))
            start = next
        }
        readNames(groups.map(\.from))
        evaluateGlobals(parsed[..<first])
        for (index, group) in groups.enumerated() { evaluate(index, group.from, group.items) }
        finish()
    }

    private mutating func noteProblems(_ item: ParsedInstruction) {
        problems += item.problems
        guard case .onbuild(let trigger) = item.command else { return }
        // A build that stands on this image would stop there.
        for problem in trigger.parsed().problems where problem.phase != .parser {
            problems.append(.init(.build, problem.message, hint: problem.hint, at: problem.range))
        }
    }

    /// Names are known before anything is evaluated: `COPY --from` may name a stage too early, which is told.
    private mutating func readNames(_ froms: [ParsedInstruction]) {
        for (index, item) in froms.enumerated() {
            guard case .from(let from) = item.command, let name = from.stageName else { continue }
            indices[name] = index
        }
        stageCount = froms.count
        var lastName = ""
        if case .from(let from) = froms.last?.command { lastName = from.stageName ?? "" }
        targetName = options.target ?? lastName
    }

    /// `buildMetaArgs`.
    private mutating func evaluateGlobals(_ items: ArraySlice<ParsedInstruction>) {
        for item in items {
            guard item.instruction.keyword == .arg else {
                if item.problems.isEmpty, item.instruction.keyword != .unknown {
                    report(
                        "no build stage in current context", hint: "only ARG may stand before the first FROM",
                        at: item.instruction.range)
                }
                continue
            }
            var step = EvaluatedInstruction(instruction: item.instruction, command: item.command, isTriggered: false)
            if case .arg(let definitions) = item.command {
                for definition in definitions {
                    let name = definition.name.text
                    globalNames.insert(name)
                    if let value = options.buildArguments[name] {
                        globalValues[name] = value
                    } else if let value = definition.value {
                        guard let expansion = expandGlobally(value) else { continue }
                        step.undefined += expansion.unmatched.sorted()
                        globalValues[name] = expansion.text
                    }
                }
            }
            globalArguments.append(Step(step, before: .empty))
        }
    }

    /// Puts the global variables in.
    mutating func expandGlobally(_ word: Word) -> Expansion? {
        if word.isPlain { return Expansion(text: word.text, words: [], matched: [], unmatched: []) }
        return expand(word, globalVariables)
    }

    /// Puts variables in; where that fails, the problem is noted.
    mutating func expand(_ word: Word, _ variables: [String: String]) -> Expansion? {
        do { return try word.expanded(variables) } catch {
            report(error.message, at: word.range)
            return nil
        }
    }

    private mutating func finish() {
        if stages.isEmpty {
            if !file.instructions.isEmpty {
                report("dockerfile contains no stages to build", hint: "begin with FROM", at: SourceRange(0, 0))
            }
        } else if let name = options.target {
            targetIndex = index(named: name)
            if targetIndex == nil {
                report("target stage \(name.goQuoted) could not be found", at: SourceRange(0, 0))
            }
        } else {
            targetIndex = stages.count - 1
        }
        findReachable()
        problems.sort { ($0.range.lower, $0.phase) < ($1.range.lower, $1.phase) }
    }

    private mutating func findReachable() {
        var open = targetIndex.map { [$0] } ?? []
        while let index = open.popLast() {
            guard reachable.insert(index).inserted else { continue }
            if case .stage(let base) = stages[index].base { open.append(base) }
            for step in stages[index].steps {
                if case .stage(let source) = step.origin { open.append(source) }
                for (_, origin) in step.mounts {
                    if case .stage(let source) = origin { open.append(source) }
                }
            }
        }
    }
}
