extension DockerfileParser {
    /// Instructions inside each other (`ONBUILD ONBUILD …`) that are read.
    private static let mostNesting = 32

    /// Reads the joined line `start..<end`; gives its row.
    mutating func readInstruction(_ lineStart: Int, _ lineEnd: Int, depth: Int) -> Int {
        var node = InstructionNode()
        node.line = TextRange(lineStart, lineEnd)
        work += lineEnd - lineStart
        let (start, end) = text.trimmed(lineStart, lineEnd)
        var place = start
        while place < end, !text[place].isSeparator { place += 1 }
        node.keywordRange = TextRange(start, place)
        node.keyword = .named(text, node.keywordRange)
        while place < end, text[place].isSeparator { place += 1 }
        node.argumentText = TextRange(end, end)
        if place < end {
            if text[place] == 0x2D || text[place] >= 0x80 || text[place] == 0x0A {
                let flagStart = flags.count
                place = readFlags(place, end)
                node.flags = TableSlice(flagStart, flags.count)
            }
            let (first, last) = text.trimmed(place, end)
            node.argumentText = TextRange(first, max(first, last))
        }
        let row = nodes.count
        nodes.append(node)
        readArguments(row, depth: depth)
        return row
    }

    private mutating func readArguments(_ row: Int, depth: Int) {
        let range = nodes[row].argumentText
        let first = arguments.count
        let form: ArgumentForm
        switch nodes[row].keyword {
        case .unknown:
            form = .opaque
        case .add, .copy, .volume:
            form = readJSON(range, row) ? .json : readSeparated(range)
        case .expose, .from:
            form = readSeparated(range)
        case .cmd, .entrypoint, .run, .shell:
            form = range.isEmpty ? .none : readJSON(range, row) ? .json : readText(range)
        case .maintainer, .stopsignal, .user, .workdir:
            form = range.isEmpty ? .none : readText(range)
        case .arg:
            form = readWords(range)
        case .env, .label:
            form = readPairs(range, row)
        case .healthcheck:
            form = readHealthcheck(range, row)
        case .onbuild:
            readTrigger(row, depth: depth)
            return
        }
        nodes[row].form = form
        nodes[row].arguments = TableSlice(first, arguments.count)
    }

    private mutating func readText(_ range: TextRange) -> ArgumentForm {
        arguments.append(.init(range: range))
        return .text
    }

    /// The instruction that an `ONBUILD` carries.
    private mutating func readTrigger(_ row: Int, depth: Int) {
        let range = nodes[row].argumentText
        guard !range.isEmpty else { return }
        nodes[row].form = .instruction
        guard depth < Self.mostNesting else {
            breakNode(row, "ONBUILD is nested more than \(Self.mostNesting) times", at: range)
            return
        }
        let child = readInstruction(range.start, range.end, depth: depth + 1)
        nodes[row].child = Int32(truncatingIfNeeded: child)
        nodes[child].parent = Int32(truncatingIfNeeded: row)
    }

    /// Marks an instruction that BuildKit's parser refuses.
    mutating func breakNode(_ row: Int, _ message: String, hint: String? = nil, at range: TextRange) {
        nodes[row].isBroken = true
        let place = pieces.source(of: range)
        report(message, hint: hint, at: place.offsets)
    }

    /// `parseStringsWhitespaceDelimited`.
    private mutating func readSeparated(_ range: TextRange) -> ArgumentForm {
        guard !range.isEmpty else { return .none }
        var place = range.start
        while true {
            let start = place
            while place < range.end, !text[place].isSeparator { place += 1 }
            arguments.append(.init(range: TextRange(start, place)))
            if place == range.end { return .words }
            while place < range.end, text[place].isSeparator { place += 1 }
        }
    }

    /// `parseHealthConfig`: a type, then a command in either form.
    private mutating func readHealthcheck(_ range: TextRange, _ row: Int) -> ArgumentForm {
        var place = range.start
        while place < range.end, !text[place].isLatinSpace { place += 1 }
        guard place > range.start else { return .none }
        arguments.append(.init(range: TextRange(range.start, place)))
        while place < range.end, text[place].isLatinSpace { place += 1 }
        let rest = TextRange(place, range.end)
        if rest.isEmpty { return .none }
        return readJSON(rest, row) ? .json : readText(rest)
    }
}
