extension PEP440Version {
    static let maximumLength = 4096

    /// Parses the bytes of a version in one pass, each byte looked at a bounded number of times.
    init(bytes: ArraySlice<UInt8>) throws(VersionError) {
        let bytes = bytes.trimmingWhitespace()
        func refuse(_ reason: VersionError.Reason) -> VersionError {
            VersionError(version: bytes.prefix(200).text, reason: reason)
        }
        guard !bytes.isEmpty else { throw refuse(.empty) }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        var parser = VersionParser(bytes)
        guard let version = parser.version() else { throw refuse(parser.overflowed ? .numberTooLarge : .malformed) }
        self = version
    }
}

/// A cursor over one version.
private struct VersionParser {
    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private(set) var overflowed = false

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The whole text as a version, or `nil`.
    mutating func version() -> PEP440Version? {
        if peek?.lowercased == UInt8(ascii: "v") { index += 1 }
        guard var first = number() else { return nil }
        var epoch: UInt64 = 0
        if take(UInt8(ascii: "!")) {
            epoch = first
            guard let number = number() else { return nil }
            first = number
        }
        var release = [first]
        while peek == UInt8(ascii: "."), byte(at: index + 1)?.isDigit == true {
            index += 1
            guard let number = number() else { return nil }
            release.append(number)
        }
        let pre = labelled(Self.stages).map { PEP440Version.PreRelease($0.kind, $0.number) }
        let post = implicitPost() ?? labelled(Self.posts)?.number
        let dev = labelled(Self.devs)?.number
        var local: [PEP440Version.LocalPart] = []
        if take(UInt8(ascii: "+")) {
            repeat {
                guard let part = localPart() else { return nil }
                local.append(part)
            } while takeSeparator()
        }
        guard index == bytes.endIndex, !overflowed else { return nil }
        return PEP440Version(epoch: epoch, release: release, pre: pre, post: post, dev: dev, localParts: local)
    }

    private typealias Words<Kind> = [(word: StaticString, kind: Kind)]

    // Longer words stand before those that they begin with.
    private static let stages: Words<PEP440Version.PreRelease.Stage> = [
        ("alpha", .alpha), ("a", .alpha), ("beta", .beta), ("b", .beta), ("preview", .candidate), ("pre", .candidate),
        ("c", .candidate), ("rc", .candidate),
    ]
    private static let posts: Words<Void> = [("post", ()), ("rev", ()), ("r", ())]
    private static let devs: Words<Void> = [("dev", ())]

    /// `[._-]? word [._-]? number?`, the number 0 where none is written. Takes nothing where no word fits.
    private mutating func labelled<Kind>(_ words: Words<Kind>) -> (kind: Kind, number: UInt64)? {
        let start = index
        _ = takeSeparator()
        for (word, kind) in words where takeWord(word) {
            _ = takeSeparator()
            return (kind, number() ?? 0)
        }
        index = start
        return nil
    }

    /// `-` and a number: the short form of a post-release.
    private mutating func implicitPost() -> UInt64? {
        guard peek == UInt8(ascii: "-"), byte(at: index + 1)?.isDigit == true else { return nil }
        index += 1
        return number()
    }

    private mutating func localPart() -> PEP440Version.LocalPart? {
        let start = index
        while let byte = peek, byte.isAlphanumeric { index += 1 }
        let part = bytes[start..<index]
        guard !part.isEmpty else { return nil }
        guard part.allSatisfy(\.isDigit) else { return .text(part.map(\.lowercased)[...].text) }
        index = start
        return number().map { .number($0) }
    }

    private mutating func number() -> UInt64? {
        guard peek?.isDigit == true else { return nil }
        var value: UInt64 = 0
        while let byte = peek, byte.isDigit {
            let (product, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(byte &- UInt8(ascii: "0")))
            if over || carried || sum > UInt64(Int64.max) { overflowed = true }
            value = overflowed ? 0 : sum
            index += 1
        }
        return value
    }

    private var peek: UInt8? { byte(at: index) }

    private func byte(at index: Int) -> UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func takeSeparator() -> Bool {
        guard peek?.isSeparator == true else { return false }
        index += 1
        return true
    }

    /// Takes the word, in upper or lower case.
    private mutating func takeWord(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard bytes.endIndex - index >= word.count else { return false }
            for (offset, byte) in word.enumerated() where bytes[index + offset].lowercased != byte { return false }
            index += word.count
            return true
        }
    }
}
