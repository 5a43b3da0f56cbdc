/// Makes a `Command` of an instruction; the order of its checks is BuildKit's, so that the first problem is too.
struct CommandReader {
    let instruction: Instruction
    let words: [Word]
    var problems: [DockerfileProblem] = []

    init(_ instruction: Instruction) {
        self.instruction = instruction
        words = instruction.arguments
    }

    private var name: String { instruction.keyword.name }

    mutating func report(
        _ message: String, hint: String? = nil, at range: SourceRange? = nil,
        phase: DockerfileProblem.Phase = .instruction
    ) {
        problems.append(.init(phase, message, hint: hint, at: range ?? instruction.range))
    }

    mutating func read() -> Command {
        // The parser has told of it; what is left may still be looked at.
        switch instruction.keyword {
        case .from: return readFrom()
        case .arg: return readArg()
        case .env, .label: return readPairs()
        case .run: return readRun()
        case .copy, .add: return readCopy()
        case .cmd:
            _ = readFlags([])
            return .cmd(line(words))
        case .entrypoint:
            _ = readFlags([])
            return .entrypoint(line(words))
        case .healthcheck: return readHealthcheck()
        case .shell: return readShell()
        case .expose:
            guard hasArguments() else { return .malformed }
            return .expose(words)
        case .volume: return readVolume()
        case .user: return exactlyOne().map { .user($0) } ?? .malformed
        case .workdir: return exactlyOne().map { .workdir($0) } ?? .malformed
        case .maintainer: return exactlyOne().map { .maintainer($0) } ?? .malformed
        case .stopsignal: return exactlyOne(checksFlags: false).map { .stopsignal($0) } ?? .malformed
        case .onbuild: return readOnbuild()
        case .unknown:
            report(
                "unknown instruction: \(instruction.keywordWord.text)",
                hint: "a line that belongs to the instruction above needs a \\ at the end of the line before",
                at: instruction.keywordWord.range)
            return .malformed
        }
    }

    /// The form of a command, made of the arguments behind a `HEALTHCHECK`'s type or of all.
    func line(_ words: [Word]) -> Invocation {
        let isExec = instruction.form == .json
        return Invocation(
            form: isExec ? .exec : words.isEmpty ? .empty : .shell, words: isExec ? words : [],
            text: isExec ? nil : words.first, heredocs: instruction.heredocs)
    }

    // MARK: Counting arguments

    private mutating func exactlyOne(checksFlags: Bool = true) -> Word? {
        if words.count != 1 { report("\(name) requires exactly one argument") }
        if checksFlags { _ = readFlags([]) }
        return words.first
    }

    private mutating func hasArguments() -> Bool {
        if words.isEmpty, !instruction.isBroken { report("\(name) requires at least one argument") }
        _ = readFlags([])
        return !words.isEmpty
    }

    // MARK: Instructions

    private mutating func readFrom() -> Command {
        let isNamed = words.count == 3 && words[1].equalsIgnoringCase("as")
        if isNamed {
            if !FromCommand.isStageName(words[2].text.lowercased()) {
                report(
                    "invalid name for build stage: \(words[2].text.goQuoted), name can't start with a number or "
                        + "contain symbols", at: words[2].range)
            }
        } else if words.count != 1 {
            report("FROM requires either one or three arguments", hint: "write FROM image AS name")
        }
        let flags = readFlags([.string("platform")])
        guard let base = words.first else { return .malformed }
        return .from(
            FromCommand(
                base: base, platform: flags["platform"], name: isNamed ? words[2] : nil,
                asWord: isNamed ? words[1] : nil))
    }

    private mutating func readArg() -> Command {
        guard !words.isEmpty else {
            report("ARG requires at least one argument")
            return .malformed
        }
        let comments = instruction.descriptionLines
        return .arg(
            words.map { word in
                let (name, value) = word.split(at: 0x3D)
                if name.isEmpty { report("ARG names can not be blank", at: word.range) }
                let text = name.text
                let comment = comments.first { $0.hasPrefix(text + " ") }
                return ArgumentDefinition(
                    name: name, value: value, comment: comment.map { String($0.dropFirst(text.count + 1)) })
            })
    }

    private mutating func readPairs() -> Command {
        _ = readFlags([])
        if words.isEmpty {
            if !instruction.isBroken { report("\(name) requires at least one argument") }
            return .malformed
        }
        let isLegacy = instruction.form == .legacyPair
        var pairs: [KeyValue] = []
        for place in stride(from: 0, to: words.count - 1, by: 2) {
            if words[place].isEmpty { report("\(name) names can not be blank", at: words[place].range) }
            pairs.append(KeyValue(name: words[place], value: words[place + 1], isLegacy: isLegacy))
        }
        return instruction.keyword == .env ? .env(pairs) : .label(pairs)
    }

    private mutating func readShell() -> Command {
        _ = readFlags([])
        if words.isEmpty {
            if !instruction.isBroken { report("SHELL requires at least one argument") }
            return .malformed
        }
        guard instruction.form == .json else {
            report(
                "SHELL requires the arguments to be in JSON form", hint: "write SHELL [\"/bin/sh\", \"-c\"]",
                at: instruction.argumentWord.range)
            return .malformed
        }
        return .shell(words)
    }

    private mutating func readVolume() -> Command {
        guard hasArguments() else { return .malformed }
        for word in words {
            let text = Array(word.text.utf8)
            let (start, end) = text.trimmed(0, text.count)
            if start >= end { report("VOLUME specified can not be an empty string", at: word.range) }
        }
        return .volume(words)
    }

    private mutating func readOnbuild() -> Command {
        guard let trigger = instruction.trigger else {
            if !instruction.isBroken { report("ONBUILD requires at least one argument") }
            return .malformed
        }
        _ = readFlags([])
        switch trigger.keyword {
        case .onbuild:
            report("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", at: trigger.keywordWord.range)
        case .maintainer, .from:
            report("\(trigger.keyword.name) isn't allowed as an ONBUILD trigger", at: trigger.keywordWord.range)
        default: break
        }
        return .onbuild(trigger)
    }
}

extension Word {
    /// The part before a byte, and the part behind it if it is there.
    func split(at byte: UInt8) -> (Word, Word?) {
        guard let place = textRange.offsets.first(where: { storage.text[$0] == byte }) else { return (self, nil) }
        return (
            Word(storage: storage, textRange: TextRange(textRange.start, place), encoding: encoding),
            Word(storage: storage, textRange: TextRange(place + 1, textRange.end), encoding: encoding)
        )
    }
}
