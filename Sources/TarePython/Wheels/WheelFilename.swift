/// The name of a wheel's file: `name-version[-build]-python-abi-platform.whl` (binary distribution format).
///
/// The last three parts may be lists joined by dots; the wheel then carries every combination of them.
public struct WheelFilename: Sendable, Hashable {
    /// As written.
    public let description: String
    public let name: PackageName
    public let version: PEP440Version
    public let build: BuildTag?
    public let pythonTags: [PythonTag]
    public let abiTags: [ABITag]
    public let platformTags: [PlatformTag]

    static let maximumLength = 4096
    /// PEP 425 sets no limit; real wheels carry at most some dozen.
    static let maximumTagCount = 4096

    /// What tells builds of one version apart; the higher one is preferred.
    public struct BuildTag: Sendable, Hashable, Comparable {
        public var number: UInt64
        public var suffix: String

        public static func < (left: BuildTag, right: BuildTag) -> Bool {
            (left.number, left.suffix) < (right.number, right.suffix)
        }
    }

    public init(_ text: some StringProtocol) throws(WheelFilenameError) {
        let bytes = Array(text.utf8)[...]
        func refuse(_ reason: WheelFilenameError.Reason) -> WheelFilenameError {
            WheelFilenameError(filename: bytes.prefix(300).text, reason: reason)
        }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        guard bytes.suffix(4).elementsEqual(".whl".utf8) else { throw refuse(.suffix) }
        let parts = bytes.dropLast(4).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 5 || parts.count == 6 else { throw refuse(.parts) }
        guard let name = Self.name(parts[0]) else { throw refuse(.name) }
        self.name = name
        do {
            version = try PEP440Version(bytes: parts[1])
        } catch {
            throw refuse(.version(error))
        }
        if parts.count == 6 {
            guard let build = BuildTag(bytes: parts[2]) else { throw refuse(.build) }
            self.build = build
        } else {
            build = nil
        }
        let lists = parts.suffix(3).map { $0.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) }
        guard !lists.joined().contains(where: \.isEmpty) else { throw refuse(.tags) }
        guard lists[0].count * lists[1].count * lists[2].count <= Self.maximumTagCount else {
            throw refuse(.tooManyTags)
        }
        guard lists[0].allSatisfy(Self.isIdentifier) else { throw refuse(.tags) }
        pythonTags = lists[0].map(PythonTag.init(bytes:))
        abiTags = lists[1].map(ABITag.init(bytes:))
        platformTags = lists[2].map(PlatformTag.init(bytes:))
        description = bytes.text
    }

    /// Every combination of the lists, in the order written.
    public var tags: [WheelTag] {
        pythonTags.flatMap { python in
            abiTags.flatMap { abi in platformTags.map { WheelTag(python, abi, $0) } }
        }
    }

    /// Hyphens are escaped to `_`, one for a run of separators.
    private static func name(_ bytes: ArraySlice<UInt8>) -> PackageName? {
        guard !bytes.contains(UInt8(ascii: "-")),
            !zip(bytes, bytes.dropFirst()).contains(where: { $0 == 0x5F && $1 == 0x5F })
        else { return nil }
        return try? PackageName(bytes: bytes)
    }

    private static func isIdentifier(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first?.isDigit == false && bytes.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 >= 0x80 }
    }
}

extension WheelFilename: CustomStringConvertible {}

extension WheelFilename.BuildTag: CustomStringConvertible {
    public var description: String { "\(number)\(suffix)" }

    /// Digits, then anything.
    init?(bytes: ArraySlice<UInt8>) {
        let digits = bytes.prefix(while: \.isDigit)
        guard !digits.isEmpty, let number = UInt64(digits.text) else { return nil }
        self.number = number
        suffix = bytes[digits.endIndex...].text
    }
}
