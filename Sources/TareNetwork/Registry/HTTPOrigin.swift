public import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Scheme, host and port: what a credential is bound to (RFC 6454, section 4).
public struct HTTPOrigin: Hashable, Sendable {
    public enum Scheme: String, Sendable { case http, https }

    public let scheme: Scheme
    /// Lower case; an IPv6 address without its brackets.
    public let host: String
    public let port: Int

    /// The origin of an absolute `http` or `https` URL; `nil` for any other.
    public init?(_ url: URL) {
        guard let scheme = url.scheme.flatMap({ Scheme(rawValue: $0.lowercased()) }),
            let host = url.host(percentEncoded: true), !host.isEmpty
        else { return nil }
        self.scheme = scheme
        self.host = Self.withoutBrackets(host.lowercased())
        port = url.port ?? (scheme == .https ? 443 : 80)
        guard (1...65535).contains(port) else { return nil }
    }

    /// The origin of a registry as a reference writes it: `example.com`, `localhost:5000`, `[::1]:5000`.
    public init?(scheme: Scheme, authority: String) {
        guard let url = URL(string: scheme.rawValue + "://" + authority + "/"), url.user() == nil,
            url.path() == "/", url.query() == nil
        else { return nil }
        self.init(url)
    }

    private static func withoutBrackets(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}

extension HTTPOrigin: CustomStringConvertible {
    /// The origin as a URL without a path; the scheme's own port is left out.
    public var description: String { scheme.rawValue + "://" + authority }

    /// Host and port, as a reference writes them.
    public var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (scheme == .https ? 443 : 80) ? name : "\(name):\(port)"
    }
}

extension HTTPOrigin {
    /// Where on the network a host is, as far as its name alone tells.
    enum Reach: Hashable {
        case loopback
        /// Link-local and unspecified addresses, cloud metadata services among them.
        case local
        /// A number that resolvers read as an address although it is not written as one: `2130706433`, `0x7f.1`.
        case disguised
        case elsewhere
    }

    var reach: Reach {
        if host == "localhost" || host.hasSuffix(".localhost") { return .loopback }
        if let bytes = Self.address(host, family: AF_INET, length: 4) { return Self.reach(v4: bytes) }
        if let bytes = Self.address(host, family: AF_INET6, length: 16) {
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            if isMapped { return Self.reach(v4: Array(bytes.suffix(4))) }
            if bytes.prefix(15).allSatisfy({ $0 == 0 }) { return bytes[15] == 1 ? .loopback : .local }
            return bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 ? .local : .elsewhere
        }
        let last = host.split(separator: ".").last ?? ""
        return last.hasPrefix("0x") || last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ? .disguised : .elsewhere
    }

    /// The bytes of an address in its standard notation; `nil` for a name.
    private static func address(_ host: String, family: Int32, length: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: length)
        return inet_pton(family, host, &bytes) == 1 ? bytes : nil
    }

    private static func reach(v4 bytes: [UInt8]) -> Reach {
        switch (bytes[0], bytes[1]) {
        case (127, _): .loopback
        case (0, _), (169, 254): .local
        default: .elsewhere
        }
    }
}

extension URL {
    /// The URL as it may be shown: without user, password, query and fragment, any of which may carry a secret.
    var shown: String {
        guard let origin = HTTPOrigin(self) else { return "(not a URL)" }
        return origin.description + path(percentEncoded: true)
    }
}
