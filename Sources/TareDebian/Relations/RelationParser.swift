/// Why a relationship field was refused.
struct RelationSyntaxError: Error {
    var detail: String
}

/// Parses relationship fields: terms joined by `|` within groups joined by `,` (Debian policy §7.1).
///
/// Linear in the value's length. At most 4,096 terms.
struct RelationParser {
    private let bytes: ArraySlice<UInt8>
    private var cursor: Int
    private var terms = 0

    static let maximumTerms = 4096

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        cursor = bytes.startIndex
    }

    static func parse(_ bytes: ArraySlice<UInt8>) throws(RelationSyntaxError) -> [RelationGroup] {
        var parser = RelationParser(bytes)
        return try parser.groups()
    }

    private mutating func groups() throws(RelationSyntaxError) -> [RelationGroup] {
        var groups: [RelationGroup] = []
        while true {
            // Empty entries are left behind by substitution variables; dpkg ignores them.
            while skipBlanks(), peek == UInt8(ascii: ",") { cursor += 1 }
            guard peek != nil else { return groups }
            var alternatives = [try term()]
            while skipBlanks(), peek == UInt8(ascii: "|") {
                cursor += 1
                alternatives.append(try term())
            }
            groups.append(RelationGroup(alternatives))
            guard let next = peek else { return groups }
            guard next == UInt8(ascii: ",") else { throw refuse("a comma or a vertical bar is expected") }
        }
    }

    private mutating func term() throws(RelationSyntaxError) -> Relation {
        terms += 1
        guard terms <= Self.maximumTerms else { throw refuse("it has more than \(Self.maximumTerms) terms") }
        skipBlanks()
        let name = word { $0.isPackageNameByte }
        guard let first = name.first, first.isASCIIDigit || first.isASCIILetter else {
            throw refuse("a package name is expected")
        }
        var relation = Relation(name: String(decoding: name, as: UTF8.self))
        if peek == UInt8(ascii: ":") {
            cursor += 1
            let qualifier = word { $0.isPackageNameByte }
            guard !qualifier.isEmpty else { throw refuse("an architecture is expected behind the colon") }
            relation.qualifier = String(decoding: qualifier, as: UTF8.self)
        }
        skipBlanks()
        if peek == UInt8(ascii: "(") { relation.restriction = try restriction() }
        skipBlanks()
        if peek == UInt8(ascii: "[") {
            let list = try enclosed(UInt8(ascii: "]"))
            relation.architectures = list.split(whereSeparator: \.isWhitespace).map {
                String(decoding: $0, as: UTF8.self)
            }
            skipBlanks()
        }
        while peek == UInt8(ascii: "<") {
            _ = try enclosed(UInt8(ascii: ">"))
            skipBlanks()
        }
        return relation
    }

    private mutating func restriction() throws(RelationSyntaxError) -> VersionRestriction {
        let content = try enclosed(UInt8(ascii: ")")).trimmingBlanks()
        let sign = content.prefix { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "=") }
        let comparison: VersionRestriction.Comparison
        switch String(decoding: sign, as: UTF8.self) {
        case "<<": comparison = .strictlyEarlier
        // The single signs are obsolete and mean "or equal", as in dpkg.
        case "<=", "<": comparison = .earlierOrEqual
        case "=": comparison = .exactly
        case ">=", ">": comparison = .laterOrEqual
        case ">>": comparison = .strictlyLater
        default: throw refuse("the version restriction starts with none of << <= = >= >>")
        }
        do {
            return VersionRestriction(comparison, try DebianVersion(bytes: content[sign.endIndex...]))
        } catch { throw refuse(error.what) }
    }

    /// What stands between the bracket at the cursor and its partner.
    private mutating func enclosed(_ close: UInt8) throws(RelationSyntaxError) -> ArraySlice<UInt8> {
        let start = cursor + 1
        guard let end = bytes[start...].firstIndex(of: close) else {
            throw refuse("a bracket is not closed")
        }
        cursor = end + 1
        return bytes[start..<end]
    }

    private mutating func word(_ belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = cursor
        while let byte = peek, belongs(byte) { cursor += 1 }
        return bytes[start..<cursor]
    }

    @discardableResult
    private mutating func skipBlanks() -> Bool {
        while let byte = peek, byte.isWhitespace { cursor += 1 }
        return true
    }

    private var peek: UInt8? { cursor < bytes.endIndex ? bytes[cursor] : nil }

    private func refuse(_ detail: String) -> RelationSyntaxError {
        let near = String(decoding: bytes[min(cursor, bytes.endIndex)...].prefix(40), as: UTF8.self)
        return RelationSyntaxError(detail: near.isEmpty ? detail + " at its end" : detail + " at '\(near)'")
    }
}

extension UInt8 {
    /// Policy §5.6.1: lower-case letters, digits, plus, minus and full stop; capitals are read as they come, and
    /// underscores too, which some third parties' archives use.
    var isPackageNameByte: Bool {
        isASCIIDigit || isASCIILetter || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
    }
}

extension ControlParagraph {
    /// A relationship field's groups; empty where the field is absent.
    public func relations(_ field: String) throws(ControlError) -> [RelationGroup] {
        guard let value = self[field] else { return [] }
        do {
            return try RelationParser.parse(value)
        } catch { throw self.error(.invalidValue(field: field, detail: error.detail), at: field) }
    }
}
