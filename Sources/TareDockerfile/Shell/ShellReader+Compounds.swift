extension ShellReader {
    /// Opens a scope, reads into it, closes it; gives its row.
    @discardableResult
    mutating func within(
        _ kind: ShellScope.Kind, _ position: ShellPlace, words: TableSlice = .none, _ body: (inout ShellReader) -> Void
    ) -> Int {
        let index = scopes.count
        let outer = scope
        scopes.append(
            ShellScopeNode(kind: kind, place: position, range: TextRange(place, place), words: words))
        scope = Int32(truncatingIfNeeded: index)
        body(&self)
        scope = outer
        scopes[index].range.upper = UInt32(truncatingIfNeeded: max(place, scopes[index].range.start))
        return index
    }

    /// Takes a reserved word; without it the script is not understood.
    mutating func expect(_ word: StaticString) {
        skipLines()
        if !isAtEnd, isReserved(word) { place += word.utf8CodeUnitCount } else { isComplete = false }
    }

    /// `( list )` and `{ list; }`
    mutating func readEnclosed(
        _ kind: ShellScope.Kind, _ position: ShellPlace, _ stops: Stops, closing: UInt8
    ) {
        let index = within(kind, position) { reader in
            reader.place += 1
            reader.readList(stops)
            reader.close(closing)
        }
        readTrailing(index)
    }

    mutating func close(_ byte: UInt8) {
        if !isAtEnd, self.byte == byte { place += 1 } else { isComplete = false }
    }

    mutating func readIf(_ position: ShellPlace) {
        place += 2
        within(.condition, position) { $0.readList(.then) }
        expect("then")
        var index = within(.branch, position) { $0.readList(.fi) }
        while !isAtEnd {
            if isReserved("elif") {
                place += 4
                within(.condition, position) { $0.readList(.then) }
                expect("then")
                index = within(.branch, position) { $0.readList(.fi) }
            } else if isReserved("else") {
                place += 4
                index = within(.branch, position) { $0.readList(.fi) }
            } else {
                break
            }
        }
        expect("fi")
        readTrailing(index)
    }

    mutating func readWhile(_ position: ShellPlace, _ length: Int) {
        place += length
        within(.condition, position) { $0.readList(.do) }
        readBody(position, .none)
    }

    private mutating func readBody(_ position: ShellPlace, _ words: TableSlice) {
        skipLines()
        if !isAtEnd, isReserved("{") {
            // An old form that shells still take.
            return readEnclosed(.loopBody, position, .brace, closing: 0x7D)
        }
        expect("do")
        let index = within(.loopBody, position, words: words) { $0.readList(.done) }
        expect("done")
        readTrailing(index)
    }

    /// `for name [in word…]; do list; done`, `for ((…))`, `select`
    mutating func readFor(_ position: ShellPlace, _ length: Int) {
        place += length
        skipBlanks()
        var slice = TableSlice.none
        if byte == 0x28, byte(at: 1) == 0x28, skipArithmetic(from: place + 2) {
            skipBlanks()
        } else {
            let first = openWords.count
            if !isAtEnd, !byte.endsShellWord { openWords.append(readWord()) } else { isComplete = false }
            skipLines()
            if !isAtEnd, isReserved("in") {
                place += 2
                skipBlanks()
                while !isAtEnd, !byte.endsShellWord || ((byte == 0x3C || byte == 0x3E) && byte(at: 1) == 0x28) {
                    if byte == 0x23 { break }
                    openWords.append(readWord())
                    skipBlanks()
                }
            }
            slice = moveWords(first)
        }
        skipBlanks()
        if byte == 0x3B, !isAtEnd { place += 1 }
        readBody(position, slice)
    }

    mutating func moveWords(_ first: Int) -> TableSlice {
        let start = words.count
        words.append(contentsOf: openWords[first...])
        openWords.removeSubrange(first...)
        return TableSlice(start, words.count)
    }

    /// `case word in [(] pattern [| pattern]… ) list ;; … esac`
    mutating func readCase(_ position: ShellPlace) {
        place += 4
        skipBlanks()
        if !isAtEnd, !byte.endsShellWord { _ = readWord() } else { isComplete = false }
        expect("in")
        var index: Int?
        while true {
            work += 1
            skipLines()
            guard !isAtEnd else {
                isComplete = false
                return
            }
            if isReserved("esac") { break }
            let start = place
            if byte == 0x28 { place += 1 }
            let first = openWords.count
            readPatterns()
            index = within(.caseArm, position, words: moveWords(first)) { $0.readList(.arm) }
            if byte == 0x3B, !isAtEnd {
                place += 2
                if byte == 0x26, !isAtEnd { place += 1 }
            }
            if place == start {
                place += 1
                isComplete = false
            }
        }
        place += 4
        readTrailing(index)
    }

    private mutating func readPatterns() {
        while true {
            skipBlanks()
            if !isAtEnd, !byte.endsShellWord { openWords.append(readWord()) }
            skipBlanks()
            if byte == 0x7C, !isAtEnd {
                place += 1
                continue
            }
            return close(0x29)
        }
    }

    /// `name() compound`
    mutating func readFunction(_ name: ShellWordNode, _ position: ShellPlace) {
        place += 1
        skipBlanks()
        close(0x29)
        readFunctionBody(name, position)
    }

    /// bash's `function name [()] compound`
    mutating func readFunctionKeyword(_ position: ShellPlace) {
        place += 8
        skipBlanks()
        guard !isAtEnd, !byte.endsShellWord else {
            isComplete = false
            return
        }
        let name = readWord()
        skipBlanks()
        if byte == 0x28, !isAtEnd {
            place += 1
            skipBlanks()
            close(0x29)
        }
        readFunctionBody(name, position)
    }

    private mutating func readFunctionBody(_ name: ShellWordNode, _ position: ShellPlace) {
        skipLines()
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.mostNesting else {
            (place, isComplete) = (end, false)
            return
        }
        words.append(name)
        let slice = TableSlice(words.count - 1, words.count)
        let start = place
        within(.function, position, words: slice) { reader in
            let pipeline = reader.pipelines.count
            reader.pipelines.append(ShellPipelineNode(count: 1, isNegated: false, isBackground: false))
            reader.readElement(
                ShellPlace(
                    scope: reader.scope, pipeline: Int32(truncatingIfNeeded: pipeline), position: 0,
                    connector: .first))
        }
        if place == start { isComplete = false }
    }
}
