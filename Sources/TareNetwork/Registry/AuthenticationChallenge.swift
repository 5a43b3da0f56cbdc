/// One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1).
struct AuthenticationChallenge: Hashable {
    /// Lower case: `bearer`, `basic`.
    var scheme: String
    /// Names in lower case; of a repeated name the first value.
    var parameters: [String: String] = [:]

    /// Reads all challenges of a header field value, several to a field as RFC 9110 allows; reading ends quietly at what
    /// is no challenge. Bounded at 16 challenges of 32 parameters and 8 KiB.
    static func parse(_ field: String) -> [AuthenticationChallenge] {
        var scanner = ChallengeScanner(bytes: Array(field.utf8.prefix(8192)))
        return scanner.challenges()
    }
}

/// Splits a field value into tokens, quoted strings and separators.
private struct ChallengeScanner {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func challenges() -> [AuthenticationChallenge] {
        var found: [AuthenticationChallenge] = []
        while found.count < 16 {
            skipSeparators()
            guard let scheme = token() else { return found }
            var challenge = AuthenticationChallenge(scheme: scheme.lowercased())
            parameters(of: &challenge)
            found.append(challenge)
        }
        return found
    }

    /// `name=value` pairs up to the next scheme, which is a token that no `=` follows.
    private mutating func parameters(of challenge: inout AuthenticationChallenge) {
        while challenge.parameters.count < 32 {
            let start = index
            skipSeparators()
            guard let name = token() else { return }
            skipSpaces()
            guard current == UInt8(ascii: "=") else {
                index = start
                return
            }
            index += 1
            skipSpaces()
            // The padding of a token68, as in `Negotiate abc==`, is no value.
            guard let value = current == UInt8(ascii: "\"") ? quotedString() : token() else {
                while current == UInt8(ascii: "=") { index += 1 }
                continue
            }
            if challenge.parameters[name.lowercased()] == nil { challenge.parameters[name.lowercased()] = value }
        }
    }

    private mutating func skipSpaces() {
        while let byte = current, byte == 0x20 || byte == 0x09 { index += 1 }
    }

    private mutating func skipSeparators() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ",") { index += 1 }
    }

    /// A token; `/` and `:` are taken too, since servers leave URLs unquoted.
    private mutating func token() -> String? {
        let start = index
        while let byte = current, Self.isTokenByte(byte) { index += 1 }
        return index == start ? nil : String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~/:".utf8.contains(byte)
        }
    }

    private mutating func quotedString() -> String? {
        index += 1
        var value: [UInt8] = []
        while let byte = current {
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), let escaped = current {
                value.append(escaped)
                index += 1
            } else {
                value.append(byte)
            }
        }
        return nil
    }
}
