/// A version of a Debian package: `[epoch:]upstream[-revision]`.
///
/// Follows Debian policy §5.6.12. Two spellings of one version (`1.0`, `0:1.0-0`) are equal; `description` keeps the
/// spelling. At most 4,096 bytes.
public struct DebianVersion: Sendable {
    /// The version as written, without surrounding blanks.
    public let description: String
    /// 0 where none is written.
    public let epoch: UInt32
    /// The parts that are compared, as bytes: cut once, since an archive's index compares tens of thousands.
    let upstreamBytes: [UInt8]
    let revisionBytes: [UInt8]

    public var upstream: String { String(decoding: upstreamBytes, as: UTF8.self) }
    /// `nil` for a native package, which has no hyphen.
    public let revision: String?

    static let maximumLength = 4096

    /// Parses a version; spaces and tabs around it are dropped.
    public init(_ text: String) throws(DebianVersionError) {
        try self.init(bytes: Array(text.utf8)[...])
    }

    /// Parses the bytes of a field's value.
    public init(bytes: ArraySlice<UInt8>) throws(DebianVersionError) {
        let bytes = bytes.trimmingBlanks()
        func refuse(_ reason: DebianVersionError.Reason) -> DebianVersionError {
            DebianVersionError(version: String(decoding: bytes.prefix(200), as: UTF8.self), reason: reason)
        }
        guard !bytes.isEmpty else { throw refuse(.empty) }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        var rest = bytes
        var epoch: UInt32 = 0
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            guard let number = Self.epoch(rest[..<colon]) else { throw refuse(.epoch) }
            epoch = number
            rest = rest[(colon + 1)...]
        }
        let hyphen = rest.lastIndex(of: UInt8(ascii: "-"))
        let upstream = hyphen.map { rest[..<$0] } ?? rest
        let revision = hyphen.map { rest[($0 + 1)...] }
        guard let first = upstream.first else { throw refuse(.emptyUpstream) }
        // Policy says "should start with a digit"; dpkg refuses only in strict mode, archives have no other.
        guard first.isASCIIDigit else { throw refuse(.upstreamStart) }
        guard upstream.allSatisfy(\.isUpstreamVersionByte) else { throw refuse(.upstreamCharacter) }
        if let revision {
            guard !revision.isEmpty else { throw refuse(.emptyRevision) }
            guard revision.allSatisfy(\.isRevisionByte) else { throw refuse(.revisionCharacter) }
        }
        description = String(decoding: bytes, as: UTF8.self)
        self.epoch = epoch
        upstreamBytes = Array(upstream)
        revisionBytes = revision.map { Array($0) } ?? []
        self.revision = revision.map { String(decoding: $0, as: UTF8.self) }
    }

    /// dpkg keeps the epoch in a signed 32-bit number.
    private static func epoch(_ digits: ArraySlice<UInt8>) -> UInt32? {
        guard !digits.isEmpty else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard digit.isASCIIDigit else { return nil }
            value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
            guard value <= UInt64(Int32.max) else { return nil }
        }
        return UInt32(value)
    }
}

extension DebianVersion: CustomStringConvertible {}

extension UInt8 {
    fileprivate var isUpstreamVersionByte: Bool {
        isASCIIDigit || isASCIILetter || self == UInt8(ascii: ".") || self == UInt8(ascii: "+")
            || self == UInt8(ascii: "-") || self == UInt8(ascii: "~") || self == UInt8(ascii: ":")
    }

    fileprivate var isRevisionByte: Bool {
        isASCIIDigit || isASCIILetter || self == UInt8(ascii: ".") || self == UInt8(ascii: "+")
            || self == UInt8(ascii: "~")
    }
}
