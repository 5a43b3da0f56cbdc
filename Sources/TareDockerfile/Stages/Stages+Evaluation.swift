extension Stages {
    /// Evaluates one stage; those before it are.
    mutating func evaluate(_ index: Int, _ item: ParsedInstruction, _ items: ArraySlice<ParsedInstruction>) {
        let instruction = item.instruction
        let from: FromCommand
        if case .from(let command) = item.command {
            from = command
        } else {
            // A `FROM` without anything: the stage is there, on nothing that is known.
            from = FromCommand(base: instruction.argumentWord)
        }
        let expansion = expandGlobally(from.base)
        let base = base(of: from, expansion, index)
        var platform: Expansion?
        if let word = from.platform {
            platform = expandGlobally(word)
            if platform?.text == "" {
                report("empty platform value from expression \(word.text)", at: word.range)
            }
        }
        currentName = from.stageName
        let (facts, variables) = initial(base)
        var run = StageRun(facts, variables)
        if case .stage(let place) = base {
            for trigger in triggers(of: place) { evaluate(trigger, &run, index, isTriggered: true) }
        }
        for item in items { evaluate(item, &run, index, isTriggered: false) }
        let (steps, initial, final) = run.finish()
        if let name = from.stageName { earlier[name] = index }
        stages.append(
            Stage(
                index: index, name: from.stageName, instruction: instruction, from: from, base: base,
                baseExpansion: expansion, platformExpansion: platform, steps: steps, initial: initial, final: final))
    }

    private mutating func base(of from: FromCommand, _ expansion: Expansion?, _ index: Int) -> StageBase {
        if let name = from.stageName, options.namedContexts.contains(name) { return .context(name) }
        guard let expansion else { return .unknown }
        let reference = expansion.text
        guard !reference.isEmpty else {
            if !from.base.isEmpty {
                report("base name (\(from.base.text)) should not be blank", at: from.base.range)
            }
            return .unknown
        }
        // The nearest earlier stage of that name; the reference's casing counts here.
        if let place = earlier[reference] { return .stage(place) }
        if reference == "scratch" { return .scratch }
        if options.namedContexts.contains(reference) { return .context(reference) }
        return .image(reference)
    }

    private func initial(_ base: StageBase) -> (SharedFacts, StageVariables) {
        var facts = StageFacts()
        var variables = StageVariables()
        if case .stage(let place) = base { return stages[place].final.inherited }
        variables.values.reserveCapacity(12)
        variables.values["PATH"] = Self.defaultPath
        switch base {
        case .stage: break
        case .scratch: facts.workdir = "/"
        case .image(let reference):
            guard let image = options.images[reference] else {
                facts.isEnvironmentKnown = false
                break
            }
            variables.environment = image.environment
            variables.values.merge(image.environment) { $1 }
            facts.workdir = image.workdir.map { CleanPath.clean("/" + $0) } ?? "/"
            (facts.user, facts.shell) = (image.user, image.shell)
        case .context, .unknown: facts.isEnvironmentKnown = false
        }
        return (SharedFacts(facts), variables)
    }

    /// What a stage has for `PATH` if its base has none.
    private static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// The `ONBUILD` instructions of a stage: they are not handed on any further.
    private func triggers(of index: Int) -> [ParsedInstruction] {
        stages[index].steps.compactMap { step in
            guard !step.isTriggered, case .onbuild(let trigger) = step.command else { return nil }
            return trigger.parsed()
        }
    }

    /// One instruction: what it leaves behind goes into the run.
    private mutating func evaluate(
        _ item: ParsedInstruction, _ run: inout StageRun, _ index: Int, isTriggered: Bool
    ) {
        var step = EvaluatedInstruction(instruction: item.instruction, command: item.command, isTriggered: isTriggered)
        run.beginStep()
        var unmatched: Set<String> = []
        switch item.command {
        case .arg(let definitions): declare(definitions, &run, &unmatched)
        case .env(let pairs):
            // All are expanded before any is set.
            let expanded = pairs.map { (put($0.name, run, &unmatched), put($0.value, run, &unmatched)) }
            for case (let name?, let value?) in expanded { set(.environment(name, value), name, &run, item) }
        case .workdir(let word):
            let path = put(word, run, &unmatched)
            run.facts.hasWorkdir = true
            if let path { run.facts.workdir = run.facts.absolute(path) }
        case .user(let word):
            (run.facts.user, run.facts.userInstruction) = (put(word, run, &unmatched), item.instruction)
        case .shell(let words):
            (run.facts.shell, run.facts.shellInstruction) = (words.map(\.text), item.instruction)
        case .entrypoint(let invocation): run.facts.entrypoint = (item.instruction, invocation)
        case .cmd(let invocation): run.facts.cmd = (item.instruction, invocation)
        case .healthcheck(let command): run.facts.healthcheck = (item.instruction, command)
        case .copy(let copy):
            step.origin = origin(copy.from, index)
            check([copy.owner, copy.mode, copy.destination], run, &unmatched)
            check(copy.sources, run, &unmatched)
        case .add(let add):
            step.origin = .buildContext
            check([add.owner, add.mode, add.checksum, add.destination], run, &unmatched)
            check(add.sources, run, &unmatched)
        case .run(let command):
            step.mounts = mounts(command, run.variables.values, index, item.problems.isEmpty)
        case .label(let pairs): for pair in pairs { check([pair.name, pair.value], run, &unmatched) }
        case .stopsignal(let word): check([word], run, &unmatched)
        case .volume(let words), .expose(let words): check(words, run, &unmatched)
        default: break
        }
        if !unmatched.isEmpty { step.undefined = unmatched.subtracting(run.variables.declared).sorted() }
        run.endStep(step)
    }

    /// A word with variables put in; nil, with a problem, where that fails.
    private mutating func put(_ word: Word, _ run: StageRun, _ unmatched: inout Set<String>) -> String? {
        if word.isPlain { return word.text }
        guard let expansion = expand(word, run.variables.values) else { return nil }
        if !expansion.unmatched.isEmpty { unmatched.formUnion(expansion.unmatched) }
        return expansion.text
    }

    private mutating func check(_ words: [Word?], _ run: StageRun, _ unmatched: inout Set<String>) {
        for case let word? in words where !word.isPlain { _ = put(word, run, &unmatched) }
    }

    private mutating func check(_ sources: [CopySource], _ run: StageRun, _ unmatched: inout Set<String>) {
        for source in sources {
            switch source {
            case .path(let word): check([word], run, &unmatched)
            case .content(_, let word, let heredoc):
                guard let heredoc, heredoc.isExpanded else { continue }
                unmatched.formUnion(expandContent(heredoc, word, run.variables.values))
            }
        }
    }

    private mutating func set(
        _ change: VariableChange, _ name: String, _ run: inout StageRun, _ item: ParsedInstruction
    ) {
        guard run.variables.values.count < StageRun.mostVariables || run.variables.values[name] != nil else {
            report("the stage has more than \(StageRun.mostVariables) variables", at: item.instruction.range)
            return
        }
        run.apply(change)
    }

    /// `dispatchArg`.
    private mutating func declare(
        _ definitions: [ArgumentDefinition], _ run: inout StageRun, _ unmatched: inout Set<String>
    ) {
        for definition in definitions {
            let name = definition.name.text
            guard run.variables.declared.count < StageRun.mostVariables else { return }
            var value = options.buildArguments[name]
            if value == nil {
                if let word = definition.value { value = put(word, run, &unmatched) } else { value = globalValue(name) }
            }
            if let value { run.apply(.value(name, value)) }
            run.apply(.declaration(name))
        }
    }

    /// The lines of `COPY <<name`, whose variables are put in too.
    private mutating func expandContent(
        _ heredoc: Heredoc, _ word: Word, _ variables: [String: String]
    ) -> Set<String> {
        do {
            return try WordExpander(escape: 0x5C, ignoresQuotes: true).expand(
                heredoc.content, variables, cutsWords: false
            ).unmatched
        } catch {
            report(error.message, at: word.range)
            return []
        }
    }
}
