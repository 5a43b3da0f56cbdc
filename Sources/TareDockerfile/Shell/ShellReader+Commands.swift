extension ShellReader {
    /// One element of a pipeline: a compound, a function or a simple command.
    mutating func readElement(_ position: ShellPlace) {
        switch byte {
        case 0x28:
            if byte(at: 1) == 0x28, skipArithmetic(from: place + 2) { return readTrailing(nil) }
            return readEnclosed(.subshell, position, .parenthesis, closing: 0x29)
        case 0x7B:
            if isReserved("{") { return readEnclosed(.group, position, .brace, closing: 0x7D) }
        case 0x69: if isReserved("if") { return readIf(position) }
        case 0x77: if isReserved("while") { return readWhile(position, 5) }
        case 0x75: if isReserved("until") { return readWhile(position, 5) }
        case 0x66:
            if isReserved("for") { return readFor(position, 3) }
            if isReserved("function") { return readFunctionKeyword(position) }
        case 0x73: if isReserved("select") { return readFor(position, 6) }
        case 0x63: if isReserved("case") { return readCase(position) }
        case 0x5B: if isReserved("[[") { return readTest(position) }
        default: break
        }
        readSimple(position)
    }

    private mutating func readSimple(_ position: ShellPlace) {
        let index = commands.count
        let start = place
        commands.append(ShellCommandNode(range: TextRange(start, start), place: position))
        let firstWord = openWords.count
        let firstRedirection = openRedirections.count
        var assignmentCount = 0
        var last = start
        reading: while true {
            skipBlanks()
            guard !isAtEnd else { break }
            switch byte {
            case 0x0A, 0x3B, 0x7C, 0x29: break reading
            case 0x26:
                guard byte(at: 1) == 0x3E else { break reading }
                readRedirection()
            case 0x23:
                skipComment()
                break reading
            case 0x3C, 0x3E:
                if byte(at: 1) == 0x28 { openWords.append(readWord()) } else { readRedirection() }
            case 0x28:
                if openWords.count == firstWord + 1, assignmentCount == 0, isEmptyParentheses {
                    commands.remove(at: index)
                    let name = openWords[firstWord]
                    openWords.removeSubrange(firstWord...)
                    openRedirections.removeSubrange(firstRedirection...)
                    return readFunction(name, position)
                }
                isComplete = false
                break reading
            case 0x30...0x39 where isDescriptor: readRedirection()
            default:
                let word = readWord()
                openWords.append(word)
                if openWords.count - firstWord == assignmentCount + 1, isAssignment(word) { assignmentCount += 1 }
            }
            last = place
        }
        finish(index, firstWord, firstRedirection, assignmentCount, TextRange(start, last))
    }

    /// Moves what was gathered into the tables.
    private mutating func finish(
        _ index: Int, _ firstWord: Int, _ firstRedirection: Int, _ assignmentCount: Int, _ range: TextRange
    ) {
        guard openWords.count > firstWord || openRedirections.count > firstRedirection else {
            // Nothing stands here. Commands inside would have needed a word.
            commands.remove(at: index)
            return
        }
        let split = firstWord + assignmentCount
        commands[index].range = range
        commands[index].assignments = TableSlice(words.count, words.count + assignmentCount)
        words.append(contentsOf: openWords[firstWord..<split])
        commands[index].words = TableSlice(words.count, words.count + openWords.count - split)
        words.append(contentsOf: openWords[split...])
        openWords.removeSubrange(firstWord...)
        commands[index].redirections = moveRedirections(firstRedirection)
    }

    mutating func moveRedirections(_ first: Int) -> TableSlice {
        let start = redirections.count
        redirections.append(contentsOf: openRedirections[first...])
        openRedirections.removeSubrange(first...)
        return TableSlice(start, redirections.count)
    }

    private var isEmptyParentheses: Bool {
        var next = place + 1
        while next < end, bytes[next].isBlank { next += 1 }
        return next < end && bytes[next] == 0x29
    }

    /// Digits with `<` or `>` right behind them.
    private var isDescriptor: Bool {
        var next = place
        while next < end, next - place < 10, bytes[next].isDigit { next += 1 }
        return next < end && (bytes[next] == 0x3C || bytes[next] == 0x3E)
    }

    /// `name=`, `name+=`, `name[…]=` in front of a word.
    private func isAssignment(_ word: ShellWordNode) -> Bool {
        var next = word.range.start
        guard bytes[next].isNameStart else { return false }
        while next < word.range.end, bytes[next].isNameByte { next += 1 }
        if next < word.range.end, bytes[next] == 0x5B {
            while next < word.range.end, bytes[next] != 0x5D { next += 1 }
            next += 1
        }
        guard next < word.range.end else { return false }
        if bytes[next] == 0x3D { return true }
        return bytes[next] == 0x2B && next + 1 < word.range.end && bytes[next + 1] == 0x3D
    }

    /// bash's `[[ … ]]`: its words, operators among them, as a command of that name.
    private mutating func readTest(_ position: ShellPlace) {
        let index = commands.count
        let start = place
        commands.append(ShellCommandNode(range: TextRange(start, start), place: position))
        let firstWord = openWords.count
        let firstRedirection = openRedirections.count
        while true {
            skipLines()
            guard !isAtEnd else {
                isComplete = false
                break
            }
            if isReserved("]]") {
                openWords.append(ShellWordNode(range: TextRange(place, place + 2), traits: []))
                place += 2
                break
            }
            openWords.append(readTestWord())
        }
        let range = TextRange(start, place)
        readRedirections()
        finish(index, firstWord, firstRedirection, 0, range)
    }

    // MARK: Redirections

    /// Those behind a compound; anything else there is not understood.
    mutating func readTrailing(_ scopeIndex: Int?) {
        let first = openRedirections.count
        readRedirections()
        let slice = moveRedirections(first)
        if let scopeIndex { scopes[scopeIndex].redirections = slice }
    }

    private mutating func readRedirections() {
        while true {
            skipBlanks()
            guard !isAtEnd else { return }
            switch byte {
            case 0x3C, 0x3E: readRedirection()
            case 0x26 where byte(at: 1) == 0x3E: readRedirection()
            case 0x30...0x39 where isDescriptor: readRedirection()
            default: return
            }
        }
    }

    private mutating func readRedirection() {
        let start = place
        var descriptor: Int32 = -1
        while byte.isDigit {
            descriptor = max(descriptor, 0) &* 10 &+ Int32(byte - 0x30)
            place += 1
        }
        let kind = takeOperator()
        skipBlanks()
        var target = ShellWordNode(range: TextRange(place, place), traits: [])
        if !isAtEnd, !byte.endsShellWord || ((byte == 0x3C || byte == 0x3E) && byte(at: 1) == 0x28) {
            target = readWord()
        } else {
            isComplete = false
        }
        openRedirections.append(
            ShellRedirectionNode(
                range: TextRange(start, place), descriptor: descriptor, kind: kind, target: target, body: nil))
        guard kind == .heredoc || kind == .tabbedHeredoc else { return }
        if pending.count == Self.mostHeredocs {
            isComplete = false
        } else {
            pending.append(
                PendingHeredoc(
                    name: bytes.unquoted(target.range, stripsTabs: false), stripsTabs: kind == .tabbedHeredoc,
                    isQuoted: target.traits.contains(.quoted), word: target.range.lower))
        }
    }

    private mutating func takeOperator() -> ShellRedirection.Kind {
        let (first, second, third) = (byte, byte(at: 1), byte(at: 2))
        let (length, kind): (Int, ShellRedirection.Kind) =
            switch (first, second, third) {
            case (0x26, 0x3E, 0x3E): (3, .appendOutputAndError)
            case (0x26, _, _): (2, .outputAndError)
            case (0x3C, 0x3C, 0x3C): (3, .hereString)
            case (0x3C, 0x3C, 0x2D): (3, .tabbedHeredoc)
            case (0x3C, 0x3C, _): (2, .heredoc)
            case (0x3C, 0x26, _): (2, .duplicateInput)
            case (0x3C, 0x3E, _): (2, .readWrite)
            case (0x3C, _, _): (1, .input)
            case (0x3E, 0x3E, _): (2, .append)
            case (0x3E, 0x26, _): (2, .duplicateOutput)
            case (0x3E, 0x7C, _): (2, .clobber)
            default: (1, .output)
            }
        place = min(place + length, end)
        return kind
    }

    /// A line end, and the lines of the here-documents that the line announced.
    mutating func takeLineEnd() {
        place += 1
        guard !pending.isEmpty else { return }
        let announcedHere = pending
        pending.removeAll(keepingCapacity: true)
        for heredoc in announcedHere { takeBody(heredoc) }
    }

    private mutating func takeBody(_ heredoc: PendingHeredoc) {
        let start = place
        while place < end {
            let lineStart = place
            while place < end, bytes[place] != 0x0A { place += 1 }
            var first = lineStart
            if heredoc.stripsTabs { while first < place, bytes[first] == 0x09 { first += 1 } }
            let isLast = place - first == heredoc.name.count && bytes[first..<place].elementsEqual(heredoc.name)
            if isLast {
                // The line end behind the last line ends the list.
                setBody(heredoc, TextRange(start, lineStart))
                if place < end, bytes[place] == 0x0A { place += 1 }
                return
            }
            if place < end { place += 1 }
        }
        setBody(heredoc, TextRange(start, place))
        isComplete = false
    }

    private mutating func setBody(_ heredoc: PendingHeredoc, _ body: TextRange) {
        if !heredoc.isQuoted { readHeredocBody(body) }
        let word = heredoc.word
        if let row = openRedirections.lastIndex(where: { $0.target.range.lower == word }) {
            openRedirections[row].body = body
        } else if let row = redirections.lastIndex(where: { $0.target.range.lower == word }) {
            redirections[row].body = body
        }
    }
}
