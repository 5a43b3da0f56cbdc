/// Clauses that all must hold, separated by commas: `>=3.9,!=3.9.1,<4`. The empty set takes every version.
public struct VersionSpecifierSet: Sendable {
    /// In the order written.
    public let specifiers: [VersionSpecifier]

    static let maximumLength = 65_536
    static let maximumCount = 1000

    public init(_ specifiers: [VersionSpecifier]) { self.specifiers = specifiers }

    /// Parses the clauses; empty ones are passed over, as `packaging` does. The error names the clause.
    public init(_ text: some StringProtocol) throws(VersionSpecifierError) {
        try self.init(bytes: Array(text.utf8)[...])
    }

    init(bytes: ArraySlice<UInt8>) throws(VersionSpecifierError) {
        func refuse(_ reason: VersionSpecifierError.Reason) -> VersionSpecifierError {
            VersionSpecifierError(specifier: bytes.prefix(200).text, reason: reason)
        }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        var specifiers: [VersionSpecifier] = []
        for clause in bytes.split(separator: UInt8(ascii: ",")) where !clause.trimmingWhitespace().isEmpty {
            guard specifiers.count < Self.maximumCount else { throw refuse(.tooMany) }
            specifiers.append(try VersionSpecifier(bytes: clause))
        }
        self.specifiers = specifiers
    }

    public var isEmpty: Bool { specifiers.isEmpty }
}

extension VersionSpecifierSet: Hashable, CustomStringConvertible {
    /// Equal where the same clauses stand in any order, any number of times.
    public static func == (left: VersionSpecifierSet, right: VersionSpecifierSet) -> Bool {
        Set(left.specifiers) == Set(right.specifiers)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(Set(specifiers)) }

    /// The clauses as written, without blanks.
    public var description: String { specifiers.map(\.description).joined(separator: ",") }
}
