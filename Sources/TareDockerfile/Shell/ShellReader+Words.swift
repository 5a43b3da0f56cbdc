extension ShellReader {
    /// A word from its first byte to what ends it; commands in substitutions go into the table.
    mutating func readWord() -> ShellWordNode {
        let start = place
        var traits: ShellTraits = []
        // A continued line end belongs to the word only if something of it follows.
        var contentEnd = start
        var isContinued = false
        reading: while place < end {
            let byte = bytes[place]
            if byte == 0x5C, self.byte(at: 1) == 0x0A {
                place += 2
                isContinued = true
                continue
            }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, 0x3B, 0x26, 0x7C, 0x29: break reading
            case 0x28:
                // Part of the word are an array's value and bash's patterns.
                guard place > start, let before = previous(start), isWordParenthesis(before, start) else {
                    break reading
                }
                traits.formUnion(before == 0x3D ? .opaque : .pattern)
                if before == 0x3D { readArray() } else { skipParentheses() }
            case 0x3C, 0x3E:
                guard self.byte(at: 1) == 0x28 else { break reading }
                traits.insert(.substitution)
                place += 1
                readSubstitution(.processSubstitution)
            case 0x5C:
                traits.insert(.quoted)
                place = min(place + 2, end)
            case 0x27:
                traits.insert(.quoted)
                skipSingleQuotes()
            case 0x22:
                traits.insert(.quoted)
                readDoubleQuotes(&traits)
            case 0x24: readDollar(&traits, isQuoted: false)
            case 0x60:
                traits.insert(.substitution)
                readBackticks()
            case 0x2A, 0x3F, 0x5B:
                traits.insert(.pattern)
                place += 1
            case 0x7B:
                traits.insert(.brace)
                place += 1
            default: place += 1
            }
            contentEnd = place
            if isContinued {
                traits.insert(.quoted)
                isContinued = false
            }
        }
        work += place - start
        if place == start {
            place = min(place + 1, end)
            contentEnd = place
        }
        return ShellWordNode(range: TextRange(start, contentEnd), traits: traits)
    }

    private func previous(_ start: Int) -> UInt8? { place > start ? bytes[place - 1] : nil }

    private func isWordParenthesis(_ before: UInt8, _ start: Int) -> Bool {
        switch before {
        case 0x3D: bytes[start].isNameStart && !bytes[start..<place - 1].contains(0x3D)
        case 0x3F, 0x2A, 0x2B, 0x40, 0x21: true
        default: false
        }
    }

    /// A word inside `[[ ]]`: only space ends it.
    mutating func readTestWord() -> ShellWordNode {
        let start = place
        var traits: ShellTraits = []
        reading: while place < end {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: break reading
            case 0x5C:
                traits.insert(.quoted)
                place = min(place + 2, end)
            case 0x27:
                traits.insert(.quoted)
                skipSingleQuotes()
            case 0x22:
                traits.insert(.quoted)
                readDoubleQuotes(&traits)
            case 0x24: readDollar(&traits, isQuoted: false)
            case 0x60:
                traits.insert(.substitution)
                readBackticks()
            default: place += 1
            }
        }
        work += place - start
        return ShellWordNode(range: TextRange(start, place), traits: traits)
    }

    private mutating func skipSingleQuotes() {
        place += 1
        while place < end, bytes[place] != 0x27 { place += 1 }
        close(0x27)
    }

    private mutating func readDoubleQuotes(_ traits: inout ShellTraits) {
        place += 1
        while place < end {
            switch bytes[place] {
            case 0x22:
                place += 1
                return
            case 0x5C: place = min(place + 2, end)
            case 0x24: readDollar(&traits, isQuoted: true)
            case 0x60:
                traits.insert(.substitution)
                readBackticks()
            default: place += 1
            }
        }
        isComplete = false
    }

    /// `$name`, `${…}`, `$(…)`, `$((…))`, `$'…'`, or a dollar sign.
    private mutating func readDollar(_ traits: inout ShellTraits, isQuoted: Bool) {
        let next = byte(at: 1)
        switch next {
        case 0x28:
            if byte(at: 2) == 0x28, skipArithmetic(from: place + 3) {
                traits.insert(.expansion)
                return
            }
            traits.insert(.substitution)
            place += 1
            readSubstitution(.substitution)
        case 0x7B:
            traits.insert(.expansion)
            place += 2
            readParameter(isQuoted: isQuoted, &traits)
        case 0x27 where !isQuoted:
            traits.insert(.quoted)
            place += 2
            while place < end, bytes[place] != 0x27 { place = min(place + (bytes[place] == 0x5C ? 2 : 1), end) }
            close(0x27)
        case 0x22 where !isQuoted:
            traits.insert(.quoted)
            place += 1
        case 0x40, 0x2A, 0x23, 0x3F, 0x2D, 0x24, 0x21, 0x30...0x39:
            traits.insert(.expansion)
            place += 2
        default:
            place += 1
            guard next.isNameStart, place < end else { return }
            traits.insert(.expansion)
            while place < end, bytes[place].isNameByte { place += 1 }
        }
    }

    /// What stands between `${` and `}`.
    private mutating func readParameter(isQuoted: Bool, _ traits: inout ShellTraits) {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.mostNesting else {
            (place, isComplete) = (end, false)
            return
        }
        // A length, or a special name that is a quote's or an operator's sign too.
        if byte == 0x23 { place += 1 }
        while place < end {
            switch bytes[place] {
            case 0x7D:
                place += 1
                return
            case 0x5C: place = min(place + 2, end)
            case 0x27 where !isQuoted: skipSingleQuotes()
            case 0x22:
                var inner: ShellTraits = []
                readDoubleQuotes(&inner)
                traits.formUnion(inner.intersection([.substitution]))
            case 0x24: readDollar(&traits, isQuoted: isQuoted)
            case 0x60:
                traits.insert(.substitution)
                readBackticks()
            default: place += 1
            }
        }
        isComplete = false
    }

    /// Commands in the lines of a here-document whose name is not quoted.
    mutating func readHeredocBody(_ body: TextRange) {
        let outer = (place, end, pending)
        (place, end, pending) = (body.start, body.end, [])
        var ignored: ShellTraits = []
        while place < end {
            switch bytes[place] {
            case 0x5C: place = min(place + 2, end)
            case 0x24: readDollar(&ignored, isQuoted: true)
            case 0x60: readBackticks()
            default: place += 1
            }
        }
        work += body.end - body.start
        (place, end, pending) = outer
    }

    // MARK: Substitutions

    private func innerPlace() -> ShellPlace {
        ShellPlace(
            scope: scope, pipeline: Int32(truncatingIfNeeded: pipelines.count), position: 0, connector: .first)
    }

    /// `(list)` behind `$`, `<` or `>`.
    private mutating func readSubstitution(_ kind: ShellScope.Kind) {
        let position = innerPlace()
        pipelines.append(ShellPipelineNode(count: 1, isNegated: false, isBackground: false))
        let outer = pending
        pending = []
        within(kind, position) { reader in
            reader.place += 1
            reader.readList(.parenthesis)
            reader.close(0x29)
        }
        pending = outer + pending
    }

    /// `` `list` ``: up to the next backtick that has no backslash before it.
    private mutating func readBackticks() {
        place += 1
        var close = place
        var isNested = false
        while close < end, bytes[close] != 0x60 {
            if bytes[close] == 0x5C {
                if close + 1 < end, bytes[close + 1] == 0x60 { isNested = true }
                close += 1
            }
            close += 1
        }
        close = min(close, end)
        work += close - place
        if close == end || isNested { isComplete = false }
        let outer = (end, pending)
        let position = innerPlace()
        pipelines.append(ShellPipelineNode(count: 1, isNegated: false, isBackground: false))
        if !isNested {
            (end, pending) = (close, [])
            within(.substitution, position) { $0.readList([]) }
        }
        (end, pending) = outer
        place = min(close + 1, end)
    }

    /// Skips to behind `))`; false, without a step, if none closes what was opened.
    mutating func skipArithmetic(from start: Int) -> Bool {
        guard start > arithmeticEnd || arithmeticFailures < Self.mostArithmeticFailures else { return false }
        var open = 0
        var next = start
        while next < end {
            switch bytes[next] {
            case 0x28: open += 1
            case 0x29:
                if open == 0 {
                    guard next + 1 < end, bytes[next + 1] == 0x29 else {
                        // `$((a) | (b))` is a substitution that begins with a subshell.
                        failArithmetic(start, next)
                        return false
                    }
                    work += next - start
                    place = next + 2
                    return true
                }
                open -= 1
            default: break
            }
            next += 1
        }
        failArithmetic(start, end)
        return false
    }

    private mutating func failArithmetic(_ start: Int, _ next: Int) {
        work += next - start
        arithmeticEnd = max(arithmeticEnd, next)
        arithmeticFailures += 1
    }

    /// Skips `(…)`, quotes inside it minded.
    private mutating func skipParentheses() {
        var open = 0
        var ignored: ShellTraits = []
        while place < end {
            switch bytes[place] {
            case 0x28:
                open += 1
                place += 1
            case 0x29:
                open -= 1
                place += 1
                if open == 0 { return }
            case 0x5C: place = min(place + 2, end)
            case 0x27: skipSingleQuotes()
            case 0x22: readDoubleQuotes(&ignored)
            default: place += 1
            }
        }
        isComplete = false
    }

    /// `(word…)` behind `name=`; its words are parts of the one word.
    private mutating func readArray() {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.mostNesting else {
            (place, isComplete) = (end, false)
            return
        }
        place += 1
        while true {
            skipLines()
            guard !isAtEnd else {
                isComplete = false
                return
            }
            if byte == 0x29 {
                place += 1
                return
            }
            let start = place
            _ = readWord()
            if place == start { place += 1 }
        }
    }
}
