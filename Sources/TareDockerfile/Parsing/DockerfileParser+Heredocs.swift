extension DockerfileParser {
    /// Reads the here-documents that an instruction announces, from the lines behind it.
    mutating func readHeredocs(of row: Int) {
        var row = row
        if nodes[row].keyword == .onbuild, nodes[row].child >= 0 { row = Int(nodes[row].child) }
        guard nodes[row].keyword.takesHeredocs, nodes[row].form != .json else { return }
        let line = nodes[row].line
        guard hasHeredocSign(line) else { return }
        let first = heredocs.count
        announce(row, line)
        for index in first..<heredocs.count { readBody(index) }
        nodes[row].heredocs = TableSlice(first, heredocs.count)
    }

    private func hasHeredocSign(_ line: TextRange) -> Bool {
        var place = line.start
        while place + 1 < line.end {
            if text[place + 1] != 0x3C { place += 2; continue }
            if text[place] == 0x3C { return true }
            place += 1
        }
        return false
    }

    /// `heredocsFromLine`: words of the line that are `[fd]<<[-]name`. A line with an open quote announces none.
    private mutating func announce(_ row: Int, _ line: TextRange) {
        let lexer = WordExpander(escape: 0x5C, rawQuotes: true, rawEscapes: true, keepsUnset: true)
        let whole = String(decoding: text[line.offsets], as: UTF8.self)
        guard let words = try? lexer.expand(whole, [:]).words else { return }
        var from = line.start
        for word in words {
            switch HeredocWord.parse(word) {
            case .none: continue
            case .malformed(let message):
                breakNode(row, message, hint: "close the quote", at: line)
                return
            case .heredoc(let heredoc):
                let range = find(Array(word.utf8), from, line.end) ?? line
                from = min(range.end, line.end)
                heredocs.append(
                    HeredocNode(
                        name: heredoc.name, descriptor: heredoc.descriptor, isExpanded: heredoc.isExpanded,
                        stripsTabs: heredoc.stripsTabs, word: range, body: SourceRange(place, place),
                        isTerminated: false))
            }
        }
    }

    private func find(_ word: [UInt8], _ start: Int, _ end: Int) -> TextRange? {
        guard let first = word.first, !word.isEmpty else { return nil }
        var place = start
        while place + word.count <= end {
            if text[place] == first, text[place..<place + word.count].elementsEqual(word) {
                return TextRange(place, place + word.count)
            }
            place += 1
        }
        return nil
    }

    private mutating func readBody(_ index: Int) {
        let start = place
        let name = Array(heredocs[index].name.utf8)
        let stripsTabs = heredocs[index].stripsTabs
        while place < sourceEnd {
            let line = nextLine()
            var first = line.start
            if stripsTabs { while first < line.end, source[first] == 0x09 { first += 1 } }
            if line.end - first == name.count, source[first..<line.end].elementsEqual(name) {
                heredocs[index].body = SourceRange(start, line.start)
                heredocs[index].isTerminated = true
                return
            }
        }
        heredocs[index].body = SourceRange(start, place)
        let word = pieces.source(of: heredocs[index].word)
        report(
            "unterminated heredoc", hint: "end it with a line that is \(heredocs[index].name) and nothing else",
            at: word.offsets)
    }
}

/// `[fd]<<[-]name`, a word of `RUN`, `COPY` or `ADD`.
struct HeredocWord: Hashable {
    var name: String
    var descriptor: UInt64
    /// Whether variables in the body are expanded: no part of the name is quoted.
    var isExpanded: Bool
    var stripsTabs: Bool

    enum Outcome: Hashable {
        case none
        case heredoc(HeredocWord)
        case malformed(String)
    }

    /// `ParseHeredoc`.
    static func parse(_ word: String) -> Outcome {
        let bytes = Array(word.utf8)
        var place = 0
        var descriptor: UInt64 = 0
        while place < bytes.count, bytes[place].isDigit {
            let (product, overflow) = descriptor.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[place] - 0x30))
            descriptor = overflow || carry ? .max : sum
            place += 1
        }
        guard place + 1 < bytes.count, bytes[place] == 0x3C, bytes[place + 1] == 0x3C else { return .none }
        place += 2
        let stripsTabs = place < bytes.count && bytes[place] == 0x2D
        if stripsTabs { place += 1 }
        while place < bytes.count, bytes[place].isASCIISpace, bytes[place] != 0x0B { place += 1 }
        let rest = bytes[place...]
        guard !rest.isEmpty, !rest.contains(0x3C) else { return .none }
        let text = String(decoding: rest, as: UTF8.self)
        do {
            let words = try WordExpander(escape: 0x5C, keepsUnset: true).expand(text, [:]).words
            guard words.count == 1, let name = words.first else { return .none }
            let raw = try WordExpander(escape: 0x5C, rawQuotes: true, keepsUnset: true).expand(text, [:]).words
            guard raw.count == 1, let rawName = raw.first else {
                return .malformed("internal lexing of heredoc produced inconsistent results: \(text)")
            }
            let quotes = { (text: String) in text.utf8.count { $0 == 0x27 || $0 == 0x22 } }
            return .heredoc(
                HeredocWord(
                    name: name, descriptor: descriptor, isExpanded: quotes(name) == quotes(rawName),
                    stripsTabs: stripsTabs))
        } catch {
            return .malformed(error.message)
        }
    }
}
