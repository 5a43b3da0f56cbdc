extension DockerfileParser {
    /// Reads `# name=value`; whether it was a directive. The first line that is none ends them.
    mutating func parseDirective(_ start: Int, _ end: Int) -> Bool {
        var place = start + 1
        while place < end {
            let length = source.spaceLength(at: place, end: end)
            if length == 0 { break }
            place += length
        }
        let nameStart = place
        while place < end, (source[place] | 0x20) &- 0x61 < 26 || (place > nameStart && source[place].isDigit) {
            place += 1
        }
        let name = TextRange(nameStart, place)
        while place < end, isPatternSpace(source[place]) { place += 1 }
        guard !name.isEmpty, place < end, source[place] == 0x3D else { return endDirectives() }
        place += 1
        let afterSign = place
        while place < end, isPatternSpace(source[place]) { place += 1 }
        var valueEnd = end
        while valueEnd > place, isPatternSpace(source[valueEnd - 1]) { valueEnd -= 1 }
        if place == end {
            // A value must be there; the pattern then takes the last space for it.
            guard end > afterSign else { return endDirectives() }
            (place, valueEnd) = (end - 1, end)
        }
        guard let known = DockerfileDirective.Name.allCases.first(where: { isNamed(name, $0) }) else {
            return endDirectives()
        }
        let range = SourceRange(start, valueEnd)
        if directives.contains(where: { $0.name == known }) {
            report("only one \(known.rawValue) parser directive can be used", at: range.offsets)
            return true
        }
        let value = String(decoding: source[place..<valueEnd], as: UTF8.self)
        directives.append(
            .init(name: known, value: value, range: range, valueRange: SourceRange(place, valueEnd)))
        if known == .escape {
            if value == "\\" || value == "`" {
                escape = source[place]
            } else {
                report("invalid escape token '\(value)' does not match ` or \\", at: place..<valueEnd)
            }
        }
        return true
    }

    private mutating func endDirectives() -> Bool {
        expectsDirectives = false
        return false
    }

    /// `\s` of the pattern that finds directives.
    private func isPatternSpace(_ byte: UInt8) -> Bool { byte.isASCIISpace && byte != 0x0B }

    private func isNamed(_ range: TextRange, _ name: DockerfileDirective.Name) -> Bool {
        switch name {
        case .syntax: source.matches(range, "syntax")
        case .escape: source.matches(range, "escape")
        case .check: source.matches(range, "check")
        }
    }
}
