/// The name of a wheel's file: `name-version[-build]-python-abi-platform.whl` (binary distribution format).
///
/// The last three parts may be lists joined by dots; the wheel then carries every combination of them.
public struct WheelFilename: Sendable, Hashable {
    /// As written.
    public let description: String
    public let name: PackageName
    public let version: PEP440Version
    public let build: BuildTag?
    let tagLists: WheelTagLists

    static let maximumLength = 4096

    /// What tells builds of one version apart; the higher one is preferred.
    public struct BuildTag: Sendable, Hashable, Comparable {
        public var number: UInt64
        public var suffix: String

        public static func < (left: BuildTag, right: BuildTag) -> Bool {
            (left.number, left.suffix) < (right.number, right.suffix)
        }
    }

    public init(_ text: some StringProtocol) throws(WheelFilenameError) {
        var words = WheelVocabulary()
        try self.init(bytes: Array(text.utf8)[...], &words)
    }

    /// One name of many.
    init(bytes: ArraySlice<UInt8>, _ words: inout WheelVocabulary) throws(WheelFilenameError) {
        func refuse(_ reason: WheelFilenameError.Reason) -> WheelFilenameError {
            WheelFilenameError(filename: bytes.prefix(300).text, reason: reason)
        }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        guard bytes.suffix(4).elementsEqual(".whl".utf8) else { throw refuse(.suffix) }
        let stem = bytes.dropLast(4)
        let hyphens = stem.indices.filter { stem[$0] == UInt8(ascii: "-") }
        guard hyphens.count == 4 || hyphens.count == 5 else { throw refuse(.parts) }
        guard let name = words.name(stem[..<hyphens[0]]) else { throw refuse(.name) }
        do {
            version = try words.version(stem[(hyphens[0] + 1)..<hyphens[1]])
        } catch {
            throw refuse(.version(error))
        }
        if hyphens.count == 5 {
            guard let build = BuildTag(bytes: stem[(hyphens[1] + 1)..<hyphens[2]]) else { throw refuse(.build) }
            self.build = build
        } else {
            build = nil
        }
        do {
            tagLists = try words.tagLists(stem[(hyphens[hyphens.count - 3] + 1)...])
        } catch {
            throw refuse(error == .tags ? .tags : .tooManyTags)
        }
        self.name = name
        description = bytes.text
    }

    public var pythonTags: [PythonTag] { tagLists.pythons }
    public var abiTags: [ABITag] { tagLists.abis }
    public var platformTags: [PlatformTag] { tagLists.platforms }

    /// Every combination of the lists, in the order written.
    public var tags: [WheelTag] {
        pythonTags.flatMap { python in
            abiTags.flatMap { abi in platformTags.map { WheelTag(python, abi, $0) } }
        }
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
