internal import FoundationEssentials

/// The answer of a token server: Docker's token specification, and OAuth 2 (RFC 6749, section 5.1).
struct TokenResponse: Equatable {
    let token: String
    /// Seconds from now that the token may be used; 60 where the server does not say.
    let lifetime: Int64

    /// Decodes an answer; `nil` where it has no token that fits into a header.
    init?(decoding bytes: [UInt8]) {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else { return nil }
        let found = [body.token, body.accessToken].compactMap { $0 }.first { !$0.isEmpty }
        guard let found, found.utf8.count <= 65_536, found.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        token = found
        lifetime = min(max(body.expiresIn ?? 60, 0), 86_400)
    }

    /// How long to keep it: a tenth less than it lasts, so that it does not end on the way.
    var usable: Duration { .seconds(lifetime - max(lifetime / 10, 1)) }

    private struct Body: Decodable {
        var token: String?
        var accessToken: String?
        var expiresIn: Int64?

        enum CodingKeys: String, CodingKey {
            case token
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }
}
