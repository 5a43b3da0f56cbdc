internal import AsyncHTTPClient
internal import FoundationEssentials
internal import NIOHTTP1

/// Turns a registry's challenge and a credential into an `Authorization` value.
///
/// Follows Docker's token authentication specification, its OAuth 2 variant for identity tokens, and RFC 7617.
struct RegistryAuthenticator {
    let transport: RegistryTransport
    let endpoint: RegistryEndpoint
    /// The origin that asks.
    let registry: HTTPOrigin
    let url: URL

    struct Authorization: Sendable {
        let value: String
        /// `nil`: for as long as the process runs.
        let lifetime: Duration?
        let hadCredential: Bool
    }

    /// The value to send, or `nil` where there is no credential for a registry that wants one.
    func authorization(
        for challenges: [AuthenticationChallenge], access: RegistryAccess
    ) async throws -> Authorization? {
        let credential = try await transport.credentials.credential(
            registry: endpoint.registry, repository: access.repository)
        if let bearer = challenges.first(where: { $0.scheme == "bearer" }) {
            if case .registryToken(let token) = credential {
                return Authorization(value: "Bearer " + token, lifetime: nil, hadCredential: true)
            }
            let token = try await self.token(bearer, access: access, credential: credential)
            return Authorization(
                value: "Bearer " + token.token, lifetime: token.usable, hadCredential: credential != nil)
        }
        guard challenges.contains(where: { $0.scheme == "basic" }) else {
            let schemes = challenges.map(\.scheme).joined(separator: ", ")
            throw RegistryError.badChallenge(url: url.shown, detail: schemes.isEmpty ? "it names no scheme" : schemes)
        }
        guard case .basic(let user, let password) = credential else { return nil }
        return Authorization(value: Self.basic(user, password), lifetime: nil, hadCredential: true)
    }

    private static func basic(_ user: String, _ password: String) -> String {
        "Basic " + Data((user + ":" + password).utf8).base64EncodedString()
    }

    private func token(
        _ challenge: AuthenticationChallenge, access: RegistryAccess, credential: Credential?
    ) async throws -> TokenResponse {
        let realm = challenge.parameters["realm"] ?? ""
        guard let server = URL(string: realm), server.user() == nil, Self.permits(realm: server, of: registry) else {
            throw RegistryError.realmRefused(url: url.shown, realm: URL(string: realm)?.shown ?? realm)
        }
        var fields: [(name: String, value: String)] = []
        if let service = challenge.parameters["service"] { fields.append(("service", service)) }
        var request: HTTPClientRequest
        var body: RegistryRequest.Body?
        if case .identityToken(let identity) = credential {
            fields += [
                ("grant_type", "refresh_token"), ("client_id", "tare"), ("scope", access.scopes.joined(separator: " ")),
                ("refresh_token", identity),
            ]
            request = HTTPClientRequest(url: server.absoluteString)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            body = .bytes(Array(PercentEncoding.encode(fields).utf8))
        } else {
            fields += access.scopes.map { ("scope", $0) }
            if case .basic(let user, _) = credential { fields.append(("account", user)) }
            let separator = server.query() == nil ? "?" : "&"
            request = HTTPClientRequest(url: server.absoluteString + separator + PercentEncoding.encode(fields))
            if case .basic(let user, let password) = credential {
                request.headers.add(name: "Authorization", value: Self.basic(user, password))
            }
        }
        request.headers.add(name: "User-Agent", value: transport.configuration.userAgent)
        // Redirects are not followed here: this request carries the credential itself.
        let answer = try await transport.execute(&request, body: body, url: server)
        if RetrySchedule.isTransient(status: answer.status) {
            throw RegistryError.unreachable(url: server.shown, detail: "the token server answers \(answer.status)")
        }
        guard answer.status == 200 else {
            throw await tokenFailure(answer, hadCredential: credential != nil)
        }
        let bytes = try await answer.collect(limit: 1 << 20, transport.configuration)
        guard let token = TokenResponse(decoding: bytes) else {
            throw RegistryError.badToken(url: server.shown, detail: "it holds no token")
        }
        return token
    }

    private func tokenFailure(_ answer: RegistryAnswer, hadCredential: Bool) async -> RegistryError {
        let failure = await answer.failure(
            registry: endpoint.registry, subject: "token server", hadCredential: hadCredential,
            now: RegistryTransport.now)
        return switch failure {
        case .unauthorized, .forbidden, .rateLimited: failure
        default: .badToken(url: answer.url.shown, detail: "its status is \(answer.status)")
        }
    }

    /// True if a credential may go to a token server: by `https`, or by `http` where the registry itself is spoken to
    /// by `http` on the same host or on loopback; never to an address of this machine or its link that a registry
    /// elsewhere names.
    static func permits(realm: URL, of registry: HTTPOrigin) -> Bool {
        guard let server = HTTPOrigin(realm), RedirectPolicy.permits(server, from: registry) else { return false }
        if server.scheme == .https { return true }
        guard registry.scheme == .http else { return false }
        return server.host == registry.host || (server.reach == .loopback && registry.reach == .loopback)
    }
}
