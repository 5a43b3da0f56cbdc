/// A cursor over a dependency specifier.
struct RequirementParser {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The whole text as a requirement.
    mutating func requirement() throws(RequirementError) -> Requirement {
        guard bytes.count <= Requirement.maximumLength else { throw refuse(.tooLong) }
        skipBlanks()
        guard peek?.isAlphanumeric == true else { throw refuse(.noName) }
        let name = try name()
        skipBlanks()
        let extras = try extras()
        skipBlanks()
        var specifiers = VersionSpecifierSet([])
        var url: String?
        if take(UInt8(ascii: "@")) { url = try self.url() } else { specifiers = try self.specifiers() }
        let marker = try marker()
        return Requirement(name: name, extras: extras, specifiers: specifiers, url: url, marker: marker)
    }

    private mutating func name() throws(RequirementError) -> PackageName {
        let word = bytes[index...].prefix { $0.isAlphanumeric || $0.isSeparator }
        do {
            let name = try PackageName(bytes: word)
            index = word.endIndex
            return name
        } catch {
            throw refuse(.name(error))
        }
    }

    /// `[a, b]`, also empty.
    private mutating func extras() throws(RequirementError) -> [PackageName] {
        let start = index
        guard take(UInt8(ascii: "[")) else { return [] }
        var extras: [PackageName] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return [] }
        while true {
            extras.append(try name())
            skipBlanks()
            if take(UInt8(ascii: "]")) { return extras }
            guard take(UInt8(ascii: ",")) else { throw refuse(.unclosedExtras, at: start) }
            skipBlanks()
        }
    }

    /// All that is no blank. A marker must stand off by a blank, as `;` may be part of a URL.
    private mutating func url() throws(RequirementError) -> String {
        skipBlanks()
        let url = bytes[index...].prefix { !$0.isWhitespace }
        guard !url.isEmpty else { throw refuse(.noURL) }
        index = url.endIndex
        return url.text
    }

    /// The clauses, in parentheses or bare, up to the marker or the end.
    private mutating func specifiers() throws(RequirementError) -> VersionSpecifierSet {
        let open = index
        let isParenthesised = take(UInt8(ascii: "("))
        let text = bytes[index...].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ")") }
        guard !text.contains(where: { $0.isWhitespace && !$0.isBlank }) else { throw refuse(.trailing) }
        let clauses = text.trimmingWhitespace()
        guard isParenthesised || clauses.isEmpty || VersionSpecifier.Operator(leading: clauses) != nil else {
            throw refuse(.trailing)
        }
        // Only the last comma may stand without a clause behind it.
        let commas = clauses.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).dropLast()
        guard commas.allSatisfy({ !$0.allSatisfy(\.isBlank) }) else { throw refuse(.trailing) }
        let specifiers: VersionSpecifierSet
        do {
            specifiers = try VersionSpecifierSet(bytes: clauses)
        } catch {
            throw refuse(.specifier(error))
        }
        index = text.endIndex
        if isParenthesised {
            guard take(UInt8(ascii: ")")) else { throw refuse(.unclosedParenthesis, at: open) }
        }
        return specifiers
    }

    private mutating func marker() throws(RequirementError) -> EnvironmentMarker? {
        skipBlanks()
        if index == bytes.endIndex { return nil }
        guard take(UInt8(ascii: ";")) else { throw refuse(.trailing) }
        do {
            return try EnvironmentMarker(bytes: bytes[index...])
        } catch {
            throw refuse(.marker(error), at: index + error.offset)
        }
    }

    private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while peek?.isBlank == true { index += 1 }
    }

    private func refuse(_ reason: RequirementError.Reason, at place: Int? = nil) -> RequirementError {
        RequirementError(
            requirement: bytes.prefix(1000).text, offset: (place ?? index) - bytes.startIndex, reason: reason)
    }
}
