extension Stages {
    /// `COPY --from`: a stage by number or name, a named context, or an image. Variables are not put in.
    mutating func origin(_ word: Word?, _ stage: Int) -> FileOrigin {
        guard let word, !word.isEmpty else { return .buildContext }
        let text = word.text
        if !WordExpander.isPlain(text), (try? word.expanded([:]).text) != text {
            report(
                "variable expansion is not supported for --from, define a new stage with FROM using ARG from global "
                    + "scope as a workaround", hint: "add FROM \(text) AS name, and copy from name", at: word.range)
            return .unknown
        }
        if let number = Self.number(text) {
            guard number >= 0, number < stageCount else {
                report("invalid stage index \(number)", at: word.range)
                return .unknown
            }
            return checked(number, stage, text, word.range)
        }
        if options.namedContexts.contains(text) { return .context(text) }
        if let place = index(named: text) { return checked(place, stage, text, word.range) }
        return .image(text)
    }

    /// A stage must be there before it is copied from.
    private mutating func checked(_ place: Int, _ stage: Int, _ text: String, _ range: SourceRange) -> FileOrigin {
        if place < stage { return .stage(place) }
        let name = currentName ?? "stage-\(stage)"
        if place == stage {
            report("circular dependency detected on stage: \(name)", at: range)
        } else {
            report(
                "cannot copy from stage \(text.goQuoted), it needs to be defined before current stage \(name.goQuoted)",
                at: range)
        }
        return .unknown
    }

    /// `strconv.Atoi`.
    private static func number(_ text: String) -> Int? { Int(text) }

    /// The mounts of a `RUN`, with variables put in.
    mutating func mounts(
        _ run: RunCommand, _ variables: [String: String], _ stage: Int, _ reports: Bool
    ) -> [(mount: Mount, origin: FileOrigin)] {
        guard !run.mountFlags.isEmpty else { return [] }
        var found: [DockerfileProblem] = []
        let mounts = run.mounts(variables, problems: &found)
        if reports { problems += found }
        return mounts.map { ($0, origin(of: $0, stage)) }
    }

    private mutating func origin(of mount: Mount, _ stage: Int) -> FileOrigin {
        guard let from = mount.from else {
            switch mount.kind {
            case .bind, nil: return .buildContext
            case .cache, .tmpfs, .secret, .ssh: return .empty
            }
        }
        if options.namedContexts.contains(from) { return .context(from) }
        guard let place = index(named: from) else { return from == "scratch" ? .empty : .image(from) }
        if place < stage { return .stage(place) }
        if place == stage {
            report("circular dependency detected on stage: \(from)", at: mount.flag.range)
        } else {
            report(
                "cannot mount from stage \(from.goQuoted) to \((mount.target ?? "").goQuoted), stage needs to be "
                    + "defined before current command", at: mount.flag.range)
        }
        return .unknown
    }
}
