/// A cursor over a marker, which recurses only into parentheses.
struct MarkerParser {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The whole text as a marker.
    mutating func marker() throws(MarkerError) -> EnvironmentMarker.Node {
        guard bytes.count <= EnvironmentMarker.maximumLength else { throw refuse(.tooLong) }
        let node = try disjunction(depth: 0)
        guard index == bytes.endIndex else { throw refuse(.trailing) }
        return node
    }

    private mutating func disjunction(depth: Int) throws(MarkerError) -> EnvironmentMarker.Node {
        var nodes = [try conjunction(depth: depth)]
        while takeWord("or") { nodes.append(try conjunction(depth: depth)) }
        return nodes.count == 1 ? nodes[0] : .or(nodes)
    }

    private mutating func conjunction(depth: Int) throws(MarkerError) -> EnvironmentMarker.Node {
        var nodes = [try atom(depth: depth)]
        while takeWord("and") { nodes.append(try atom(depth: depth)) }
        return nodes.count == 1 ? nodes[0] : .and(nodes)
    }

    /// `( marker )` or a comparison, with the blanks around it.
    private mutating func atom(depth: Int) throws(MarkerError) -> EnvironmentMarker.Node {
        skipBlanks()
        defer { skipBlanks() }
        guard peek == UInt8(ascii: "(") else { return .comparison(try comparison()) }
        let start = index
        guard depth < EnvironmentMarker.maximumDepth else { throw refuse(.tooDeep) }
        index += 1
        let node = try disjunction(depth: depth + 1)
        guard peek == UInt8(ascii: ")") else { throw refuse(.unclosedParenthesis, at: start) }
        index += 1
        return node
    }

    private mutating func comparison() throws(MarkerError) -> MarkerComparison {
        let left = try operand()
        skipBlanks()
        let `operator` = try self.operator()
        skipBlanks()
        return MarkerComparison(left, `operator`, try operand())
    }

    private mutating func operand() throws(MarkerError) -> MarkerComparison.Operand {
        let start = index
        guard let first = peek else { throw refuse(.operand) }
        if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
            guard let end = bytes[(start + 1)...].firstIndex(of: first) else { throw refuse(.unclosedText) }
            index = end + 1
            return .literal(bytes[(start + 1)..<end].text)
        }
        let word = nextWord()
        guard !word.isEmpty else { throw refuse(.operand) }
        guard word.count <= 64, let variable = MarkerVariable(word: word.text) else {
            throw refuse(.unknownVariable(word.prefix(100).text))
        }
        index = word.endIndex
        return .variable(variable)
    }

    private mutating func `operator`() throws(MarkerError) -> MarkerComparison.Operator {
        if takeWord("in") { return .in }
        if takeWord("not") {
            guard peek?.isBlank == true else { throw refuse(.operator) }
            skipBlanks()
            guard takeWord("in") else { throw refuse(.operator) }
            return .notIn
        }
        guard let symbol = VersionSpecifier.Operator(leading: bytes[index...]) else { throw refuse(.operator) }
        index += symbol.rawValue.utf8.count
        return .version(symbol)
    }

    private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while peek?.isBlank == true { index += 1 }
    }

    /// The run of letters, digits, `_` and `.` that begins here.
    private func nextWord() -> ArraySlice<UInt8> {
        bytes[index...].prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        let next = bytes[index...].prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
        guard word.withUTF8Buffer({ next.elementsEqual($0) }) else { return false }
        index = next.endIndex
        return true
    }

    private func refuse(_ reason: MarkerError.Reason, at place: Int? = nil) -> MarkerError {
        MarkerError(marker: bytes.prefix(1000).text, offset: (place ?? index) - bytes.startIndex, reason: reason)
    }
}
