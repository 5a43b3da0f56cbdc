/// The name of a project, an extra or a dependency group, normalised: lower case, parts joined by single hyphens.
///
/// Valid names follow the core metadata specification (letters, digits, `.`, `_`, `-`, a letter or digit at both
/// ends); the normal form is PEP 503's. Two spellings of one name are one value. At most 512 bytes.
public struct PackageName: Hashable, Sendable {
    /// The normal form: `typing-extensions` for `Typing_Extensions`.
    public let description: String

    static let maximumLength = 512

    public init(_ text: some StringProtocol) throws(PackageNameError) {
        try self.init(bytes: Array(text.utf8)[...])
    }

    init(bytes: ArraySlice<UInt8>) throws(PackageNameError) {
        func refuse(_ reason: PackageNameError.Reason) -> PackageNameError {
            PackageNameError(name: bytes.prefix(200).text, reason: reason)
        }
        guard let first = bytes.first, let last = bytes.last else { throw refuse(.empty) }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        guard first.isAlphanumeric, last.isAlphanumeric else { throw refuse(.ends) }
        guard bytes.allSatisfy({ $0.isAlphanumeric || $0.isSeparator }) else { throw refuse(.character) }
        description = Self.normalised(bytes).text
    }

    /// PEP 503's substitution for any text: runs of separators become one hyphen, letters become lower case.
    static func normalised(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var normal: [UInt8] = []
        normal.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte.isSeparator {
                if normal.last != UInt8(ascii: "-") { normal.append(UInt8(ascii: "-")) }
            } else {
                normal.append(byte.lowercased)
            }
        }
        return normal[...]
    }

    /// The same for a text that may be no valid name, as the operand of a marker may be.
    static func normalised(_ text: String) -> String { normalised(Array(text.utf8)[...]).text }
}

extension PackageName: Comparable, CustomStringConvertible {
    public static func < (left: PackageName, right: PackageName) -> Bool { left.description < right.description }
}
