internal import FoundationEssentials

extension DebianArchive {
    /// What is known of a file before it is fetched.
    struct Expectation: Sendable, Hashable {
        var sha256: String
        var size: UInt64
    }

    /// The root of an archive: http or https, a host, no query, no trailing slash.
    static func base(_ text: String) throws(DebianMirrorError) -> String {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        guard let url = URL(string: text), HTTPOrigin(url) != nil, url.query() == nil, url.fragment() == nil,
            url.user() == nil, url.password() == nil, text.utf8.count <= 2000
        else { throw .invalidAddress(text) }
        return text
    }

    /// A path below a base as a URL: what is not a plain character of a path is escaped (`+`, `~` and `:` are plain).
    static func url(_ base: String, _ path: String) throws(DebianMirrorError) -> URL {
        var text = base + "/"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "@"):
                text.unicodeScalars.append(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.utf8.count < 2 ? "0" + digits : digits)
            }
        }
        guard let url = URL(string: text) else { throw .invalidAddress(text) }
        return url
    }

    /// Fetches a file of known checksum into the store, unless it is there, and gives its path.
    ///
    /// - Parameter received: hears of bytes as they come in; a repeated transfer starts from the first byte again.
    func fetch(
        _ url: URL, _ expected: Expectation, received: @Sendable (Int) -> Void = { _ in }
    ) async throws -> String {
        if let path = store.existing(sha256: expected.sha256, size: expected.size) { return path }
        let path = store.path(sha256: expected.sha256)
        try store.make()
        try await transferring {
            try await web.fetch(url, sha256: expected.sha256, size: expected.size, to: path, received: received)
        }
        return path
    }

    /// Puts what a transfer says into this archive's words.
    func transferring<Value>(_ transfer: () async throws -> Value) async throws -> Value {
        do { return try await transfer() } catch let failure as WebFailure { throw DebianMirrorError.transfer(failure) }
    }
}
