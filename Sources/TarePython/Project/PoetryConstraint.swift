public import TareDiagnostics

/// A version constraint as Poetry writes it: `^1.2`, `~1.2`, `1.2.*`, `>=1,<2`, and alternatives of these apart by `||`.
///
/// https://python-poetry.org/docs/dependency-specification/#version-constraints
public struct PoetryConstraint: Sendable, Hashable {
    /// Of which one must hold.
    public let alternatives: [VersionSpecifierSet]

    public static let any = PoetryConstraint(alternatives: [VersionSpecifierSet([])])

    private init(alternatives: [VersionSpecifierSet]) { self.alternatives = alternatives }

    public init(_ text: some StringProtocol) throws(PoetryConstraintError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= VersionSpecifierSet.maximumLength else { throw PoetryConstraintError(text: String(text)) }
        var alternatives: [VersionSpecifierSet] = []
        for alternative in bytes.split(separator: UInt8(ascii: "|")) {
            var clauses: [String] = []
            for clause in Self.clauses(alternative) {
                guard let expanded = Self.expand(clause) else { throw PoetryConstraintError(text: String(text)) }
                clauses += expanded
            }
            do { alternatives.append(try VersionSpecifierSet(clauses.joined(separator: ","))) } catch {
                throw PoetryConstraintError(text: String(text))
            }
        }
        self.init(alternatives: alternatives.isEmpty ? Self.any.alternatives : alternatives)
    }

    public func contains(_ version: PEP440Version) -> Bool { alternatives.contains { $0.contains(version) } }

    /// Clauses are apart by commas or blanks; a blank may stand behind an operator too.
    private static func clauses(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var found: [ArraySlice<UInt8>] = []
        var index = text.startIndex
        while index < text.endIndex {
            while index < text.endIndex, text[index].isWhitespace || text[index] == UInt8(ascii: ",") { index += 1 }
            let start = index
            while index < text.endIndex, isOperator(text[index]) { index += 1 }
            while index < text.endIndex, text[index].isWhitespace { index += 1 }
            while index < text.endIndex, !text[index].isWhitespace, text[index] != UInt8(ascii: ",") { index += 1 }
            if index > start { found.append(text[start..<index]) }
        }
        return found
    }

    private static func isOperator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "~"),
            UInt8(ascii: "^"):
            true
        default: false
        }
    }

    /// A clause in the words of version specifiers; `nil` if it is none.
    private static func expand(_ clause: ArraySlice<UInt8>) -> [String]? {
        let symbol = clause.prefix(while: isOperator).text
        let version = clause.dropFirst(symbol.utf8.count).trimmingWhitespace().text
        switch symbol {
        case "^", "~":
            guard let lower = try? PEP440Version(version), let upper = upperBound(lower, isCaret: symbol == "^") else {
                return nil
            }
            return [">=\(lower)", "<\(upper)"]
        case "", "=":
            if version == "*" { return [] }
            return version.isEmpty ? nil : ["==\(version)"]
        default: return version.isEmpty ? nil : ["\(symbol)\(version)"]
        }
    }

    /// The first version that is out: after the first number that is not 0 for a caret, after the minor for a tilde.
    private static func upperBound(_ version: PEP440Version, isCaret: Bool) -> PEP440Version? {
        let release = version.release
        var place = min(1, release.count - 1)
        if isCaret { place = release.firstIndex { $0 != 0 } ?? (release.count - 1) }
        let (next, overflow) = release[place].addingReportingOverflow(1)
        guard !overflow, next <= UInt64(Int64.max) else { return nil }
        return PEP440Version(epoch: version.epoch, release: Array(release[..<place]) + [next])
    }
}

/// Why a text is no constraint of Poetry's.
public struct PoetryConstraintError: Refusal, Equatable {
    public var text: String

    public var what: String { "'\(text.printable())' is not a version constraint" }
    public var hint: String? { "write it as in '^1.2', '~1.2', '1.2.*' or '>=1,<2'" }
}
