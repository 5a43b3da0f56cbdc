extension VersionSpecifier {
    static let maximumLength = PEP440Version.maximumLength + 16

    /// Parses one clause; white space around it and behind the operator is dropped.
    public init(_ text: some StringProtocol) throws(VersionSpecifierError) {
        try self.init(bytes: Array(text.utf8)[...])
    }

    init(bytes: ArraySlice<UInt8>) throws(VersionSpecifierError) {
        let bytes = bytes.trimmingWhitespace()
        func refuse(_ reason: VersionSpecifierError.Reason) -> VersionSpecifierError {
            VersionSpecifierError(specifier: bytes.prefix(200).text, reason: reason)
        }
        guard !bytes.isEmpty else { throw refuse(.empty) }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        guard let `operator` = Operator(leading: bytes) else { throw refuse(.operator) }
        let written = bytes.dropFirst(`operator`.rawValue.utf8.count).trimmingWhitespace()
        guard !written.isEmpty else { throw refuse(.version) }
        let text = written.text
        if `operator` == .arbitrary {
            guard written.allSatisfy(\.isArbitraryVersionByte) else { throw refuse(.version) }
            let version = try? PEP440Version(bytes: written)
            self.init(operator: `operator`, version: version, isWildcard: false, text: text)
            return
        }
        let isWildcard = written.suffix(2).elementsEqual([UInt8(ascii: "."), UInt8(ascii: "*")])
        let version: PEP440Version
        do {
            version = try PEP440Version(bytes: isWildcard ? written.dropLast(2) : written)
        } catch {
            throw refuse(.version)
        }
        // A version drops white space around it, a clause may hold none before its `.*`.
        if isWildcard {
            guard `operator` == .equal || `operator` == .notEqual else { throw refuse(.wildcardOperator) }
            guard version.pre == nil, version.post == nil, version.dev == nil, version.local == nil,
                !written.dropLast(2).contains(where: \.isWhitespace)
            else { throw refuse(.wildcardSuffix) }
        }
        if version.local != nil, `operator` != .equal, `operator` != .notEqual { throw refuse(.local) }
        if `operator` == .compatible, version.release.count < 2 { throw refuse(.compatibleLength) }
        self.init(operator: `operator`, version: version, isWildcard: isWildcard, text: text)
    }
}

extension VersionSpecifier.Operator {
    /// The longest operator that the bytes begin with.
    init?(leading bytes: ArraySlice<UInt8>) {
        for length in [3, 2, 1] {
            if let known = Self(rawValue: bytes.prefix(length).text) {
                self = known
                return
            }
        }
        return nil
    }
}

extension UInt8 {
    /// What may stand behind `===`: all but white space, and what ends a clause in a requirement.
    var isArbitraryVersionByte: Bool { !isWhitespace && self != UInt8(ascii: ";") && self != UInt8(ascii: ")") }
}
