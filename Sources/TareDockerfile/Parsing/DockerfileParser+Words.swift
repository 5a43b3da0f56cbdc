extension DockerfileParser {
    /// `parseNameOrNameVal`: the words of an `ARG`.
    mutating func readWords(_ range: TextRange) -> ArgumentForm {
        let count = arguments.count
        var place = range.start
        while let word = nextWord(&place, range.end) { arguments.append(.init(range: word)) }
        return arguments.count == count ? .none : .words
    }

    /// `parseNameVal`: `name=value` words, or the old `name value`.
    mutating func readPairs(_ range: TextRange, _ row: Int) -> ArgumentForm {
        var place = range.start
        guard let first = nextWord(&place, range.end) else { return .none }
        guard let sign = sign(in: first) else { return readLegacyPair(range, row) }
        appendPair(first, sign)
        while let word = nextWord(&place, range.end) {
            guard let sign = self.sign(in: word) else {
                let text = String(decoding: text[word.offsets], as: UTF8.self)
                breakNode(
                    row, "Syntax error - can't find = in \(text.goQuoted). Must be of the form: name=value",
                    hint: "quote the value if it has spaces", at: word)
                continue
            }
            appendPair(word, sign)
        }
        return .pairs
    }

    private mutating func readLegacyPair(_ range: TextRange, _ row: Int) -> ArgumentForm {
        var place = range.start
        while place < range.end, !text[place].isSeparator { place += 1 }
        let name = TextRange(range.start, place)
        while place < range.end, text[place].isSeparator { place += 1 }
        guard name.end < range.end else {
            let keyword = nodes[row].keyword.name
            breakNode(row, "\(keyword) must have two arguments", hint: "write \(keyword) name=value", at: range)
            return .none
        }
        arguments.append(.init(range: name))
        arguments.append(.init(range: TextRange(place, range.end)))
        return .legacyPair
    }

    private func sign(in word: TextRange) -> Int? {
        for place in word.offsets where text[place] == 0x3D { return place }
        return nil
    }

    private mutating func appendPair(_ word: TextRange, _ sign: Int) {
        arguments.append(.init(range: TextRange(word.start, sign)))
        arguments.append(.init(range: TextRange(sign + 1, word.end)))
    }

    /// `parseWords`: the next word between Unicode spaces, quotes and escapes kept. An escape at the very end is
    /// dropped.
    private mutating func nextWord(_ place: inout Int, _ end: Int) -> TextRange? {
        while place < end {
            let length = text.spaceLength(at: place, end: end)
            if length == 0 { break }
            place += length
        }
        let start = place
        var quote: UInt8 = 0
        while place < end {
            let byte = text[place]
            if quote == 0 {
                if text.spaceLength(at: place, end: end) > 0 { break }
                if byte == 0x27 || byte == 0x22 { quote = byte }
            } else if byte == quote {
                quote = 0
                place += 1
                continue
            }
            if byte == escape, quote != 0x27 {
                if place + 1 == end {
                    place = end
                    return start < end - 1 ? TextRange(start, end - 1) : nil
                }
                place += 1
                place += text.scalarLength(at: place, end: end)
                continue
            }
            place += 1
        }
        return place > start ? TextRange(start, place) : nil
    }
}
