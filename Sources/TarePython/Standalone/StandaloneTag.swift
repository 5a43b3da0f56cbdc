internal import FoundationEssentials

/// A release of python-build-standalone, named by its day: `20260814`.
public struct StandaloneTag: Sendable, Hashable, Comparable {
    public let text: String

    /// Eight digits that are a day; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8, bytes.allSatisfy(\.isDigit) else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        guard number(0..<4) >= 2018, (1...12).contains(number(4..<6)), (1...31).contains(number(6..<8)) else {
            return nil
        }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// The day as ISO 8601 writes it: `2026-08-14`.
    public var day: String { "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))" }

    public static func < (left: StandaloneTag, right: StandaloneTag) -> Bool { left.text < right.text }
}

extension StandaloneTag: CustomStringConvertible {
    public var description: String { text }
}

extension StandaloneTag {
    /// The file in which the project names its newest release: `latest-release.json` of its branch `latest-release`.
    static let pointerVersion = 1
    public static let pointerLimit = 64 << 10

    /// Reads the tag out of `latest-release.json`. Where that says the files are is not followed: a mirror is asked for
    /// its own.
    public init(latestRelease bytes: [UInt8]) throws(StandaloneListError) {
        guard bytes.count <= Self.pointerLimit else { throw .tooLarge(limit: Self.pointerLimit) }
        let pointer: Pointer
        do { pointer = try JSONDecoder().decode(Pointer.self, from: Data(bytes)) } catch { throw .notAPointer }
        guard pointer.version == Self.pointerVersion else { throw .unknownPointer(version: pointer.version) }
        guard let tag = StandaloneTag(pointer.tag) else { throw .notATag(pointer.tag) }
        self = tag
    }

    private struct Pointer: Decodable {
        var version: Int
        var tag: String
    }
}
