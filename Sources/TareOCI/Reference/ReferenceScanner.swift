/// Splits and checks a reference byte by byte; no step looks at a byte more than a fixed number of times.
struct ReferenceScanner {
    /// Longest text that is looked at: host 255, port, path 255, tag 128, sha512 digest 135 and their separators.
    static let maximumLength = 800
    static let maximumRepositoryLength = 255
    static let maximumTagLength = 128

    private let text: String
    private let bytes: [UInt8]

    init(_ text: some StringProtocol) throws(InvalidReference) {
        self.text = String(text)
        bytes = Array(text.utf8)
        if bytes.isEmpty { throw .empty }
        if bytes.count > Self.maximumLength { throw .tooLong(count: bytes.count, limit: Self.maximumLength) }
    }

    func reference() throws(InvalidReference) -> ImageReference {
        if text.contains("://") { throw .hasScheme(text) }
        if bytes.count == 64, bytes.allSatisfy(\.isLowerHex) { throw .imageIdentifier(text) }

        var (registry, rest) = splitRegistry()
        var digest: Digest?
        if let at = rest.firstIndex(of: UInt8(ascii: "@")) {
            let value = String(decoding: rest[(at + 1)...], as: UTF8.self)
            guard let parsed = Digest(value) else { throw .invalidDigest(value) }
            digest = parsed
            rest = rest[..<at]
        }
        var tag: String?
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            let value = rest[(colon + 1)...]
            try Self.checkTag(value)
            tag = String(decoding: value, as: UTF8.self)
            rest = rest[..<colon]
        }
        if let registry { try Self.checkRegistry(registry) } else { registry = Array(ImageReference.hub.utf8)[...] }
        try Self.checkRepository(rest)
        return ImageReference(
            checkedRegistry: String(decoding: registry ?? [], as: UTF8.self),
            repository: String(decoding: rest, as: UTF8.self), tag: tag, digest: digest)
    }

    private func splitRegistry() -> (registry: ArraySlice<UInt8>?, rest: ArraySlice<UInt8>) {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return (nil, bytes[...]) }
        let first = bytes[..<slash]
        let isHost =
            first.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || $0.isUpper }
            || first.elementsEqual("localhost".utf8)
        return isHost ? (first, bytes[(slash + 1)...]) : (nil, bytes[...])
    }
}

extension ReferenceScanner {
    /// `domainAndPort`: dot-separated labels or a bracketed IPv6 address, then optionally `:port`.
    static func checkRegistry(_ host: ArraySlice<UInt8>) throws(InvalidReference) {
        func refuse(_ detail: String) -> InvalidReference {
            .invalidRegistry(String(decoding: host, as: UTF8.self), detail)
        }
        if host.isEmpty { throw refuse("is empty") }
        if host.count > 263 { throw refuse("is longer than a host name can be") }
        var rest = host
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { throw refuse("lacks a closing bracket") }
            let address = rest[(rest.startIndex + 1)..<end]
            guard !address.isEmpty, address.allSatisfy({ $0.isHex || $0 == UInt8(ascii: ":") }) else {
                throw refuse("has something other than an IPv6 address in brackets")
            }
            rest = rest[(end + 1)...]
            if rest.isEmpty { return }
            guard rest.first == UInt8(ascii: ":") else { throw refuse("has text behind the bracket") }
        }
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            let port = rest[(colon + 1)...]
            guard !port.isEmpty, port.count <= 5, port.allSatisfy(\.isDigit),
                let number = Int(String(decoding: port, as: UTF8.self)), (1...65535).contains(number)
            else { throw refuse("has a port that is not a number from 1 to 65535") }
            rest = rest[..<colon]
            if host.first == UInt8(ascii: "[") { return }
        }
        for label in rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard let first = label.first, let last = label.last else { throw refuse("has an empty label") }
            guard first.isAlphanumeric, last.isAlphanumeric else {
                throw refuse("has a label that does not begin and end with a letter or a digit")
            }
            guard label.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "-") }) else {
                throw refuse("has a character that no host name has")
            }
        }
    }

    /// `remoteName`: components of lower-case letters and digits, joined by `.`, `_`, `__` or any number of `-`.
    static func checkRepository(_ path: ArraySlice<UInt8>) throws(InvalidReference) {
        func refuse(_ detail: String) -> InvalidReference {
            .invalidRepository(String(decoding: path, as: UTF8.self), detail)
        }
        if path.isEmpty { throw refuse("is empty") }
        if path.count > maximumRepositoryLength { throw refuse("is longer than \(maximumRepositoryLength) bytes") }
        if path.contains(where: \.isUpper) { throw refuse("has an upper-case letter") }
        for component in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let first = component.first, let last = component.last else { throw refuse("has an empty component") }
            guard first.isLowerAlphanumeric, last.isLowerAlphanumeric else {
                throw refuse("has a component that does not begin and end with a lower-case letter or a digit")
            }
            var index = component.startIndex
            while index < component.endIndex {
                let byte = component[index]
                var run = index + 1
                if !byte.isLowerAlphanumeric {
                    while run < component.endIndex, component[run] == byte { run += 1 }
                    let allowed =
                        switch byte {
                        case UInt8(ascii: "."): 1
                        case UInt8(ascii: "_"): 2
                        case UInt8(ascii: "-"): maximumRepositoryLength
                        default: 0
                        }
                    if allowed == 0 { throw refuse("has a character that is not a-z, 0-9, '.', '_', '-' or '/'") }
                    guard run - index <= allowed, run < component.endIndex, component[run].isLowerAlphanumeric else {
                        throw refuse("has separators that follow each other")
                    }
                }
                index = run
            }
        }
    }

    /// `tag`: a word character, then up to 127 word characters, dots and dashes.
    static func checkTag(_ tag: ArraySlice<UInt8>) throws(InvalidReference) {
        let isWord: (UInt8) -> Bool = { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
        guard let first = tag.first, tag.count <= maximumTagLength, isWord(first),
            tag.allSatisfy({ isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
        else { throw .invalidTag(String(decoding: tag, as: UTF8.self)) }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isLower: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    var isUpper: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    var isAlphanumeric: Bool { isDigit || isLower || isUpper }
    var isLowerAlphanumeric: Bool { isDigit || isLower }
    var isLowerHex: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
    var isHex: Bool { isLowerHex || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self) }
}
