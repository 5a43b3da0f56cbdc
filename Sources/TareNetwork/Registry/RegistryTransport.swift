internal import AsyncHTTPClient
internal import FoundationEssentials
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import TareDiagnostics

/// Sends requests: credentials, redirects and repetition; knows nothing of what the answers hold.
struct RegistryTransport: Sendable {
    let http: HTTPClient
    let configuration: RegistryConfiguration
    let credentials: CredentialStore
    let cache = AuthorizationCache()
    let logger: Logger

    /// Sends a request to an endpoint, again where the failure may pass; an answer of any lasting status is returned.
    ///
    /// - Parameter hasAlternative: another endpoint can be asked instead, so that a host that cannot be connected to is
    ///   not waited for.
    func send(
        _ request: RegistryRequest, to endpoint: RegistryEndpoint, hasAlternative: Bool = false
    ) async throws -> RegistryAnswer {
        try await send(request, to: endpoint, hasAlternative: hasAlternative) { $0 }
    }

    /// Sends a request and reads the answer with `take`: a body that ends early makes the request be sent again too.
    func send<Value>(
        _ request: RegistryRequest, to endpoint: RegistryEndpoint, hasAlternative: Bool,
        _ take: (RegistryAnswer) async throws -> Value
    ) async throws -> Value {
        let clock = ContinuousClock()
        let start = clock.now
        var schedule = RetrySchedule(configuration.retry)
        while true {
            let failure: RegistryError
            var retryAfter: Duration?
            do {
                let answer = try await sendOnce(request, to: endpoint)
                guard RetrySchedule.isTransient(status: answer.status) else { return try await take(answer) }
                retryAfter = RetrySchedule.retryAfter(answer.header("Retry-After"), now: Self.now)
                failure = await answer.failure(registry: endpoint.registry, subject: "such content", now: Self.now)
            } catch let error as RegistryError where error.isTransient {
                if hasAlternative { throw error }
                failure = error
            }
            let elapsed = start.duration(to: clock.now)
            switch schedule.failed(retryAfter: retryAfter, elapsed: elapsed, jitter: .random(in: 0..<1)) {
            case .giveUp: throw failure
            case .retry(let delay):
                logger.debug("registry request is repeated", metadata: ["after": "\(delay)", "failure": "\(failure)"])
                try await Task.sleep(for: delay)
            }
        }
    }

    /// Tries the origins of an endpoint in turn until one can be spoken to.
    func sendOnce(_ request: RegistryRequest, to endpoint: RegistryEndpoint) async throws -> RegistryAnswer {
        let path: String
        switch request.target {
        case .url(let url): return try await authorized(request, url: url, endpoint: endpoint)
        case .path(let text): path = text
        }
        let origins = await cache.candidates(endpoint)
        var failure = RegistryError.unreachable(url: endpoint.registry, detail: "it has no address")
        for origin in origins {
            guard let url = URL(string: origin.description + "/v2/" + path) else { continue }
            do {
                let answer = try await authorized(request, url: url, endpoint: endpoint)
                await cache.answered(endpoint, at: origin)
                return answer
            } catch let error as RegistryError where error.isTransient {
                failure = error
            }
        }
        throw failure
    }

    /// Sends with the credential that worked before; obtains one where the registry asks for it, once.
    private func authorized(
        _ request: RegistryRequest, url: URL, endpoint: RegistryEndpoint
    ) async throws -> RegistryAnswer {
        guard let origin = HTTPOrigin(url) else {
            throw RegistryError.unreachable(url: endpoint.registry, detail: "its URL cannot be used")
        }
        // An upload may continue on another host, which then has to do without the credential.
        let isOwn = endpoint.origins.contains(origin)
        let key = AuthorizationCache.Key(origin: origin, access: request.access)
        let known = isOwn ? await cache.value(for: key, now: ContinuousClock().now) : nil
        let (answer, isAtOrigin) = try await followed(request, url: url, authorization: known)
        guard answer.status == 401, isOwn, isAtOrigin else { return answer }

        let challenges = answer.response.headers["WWW-Authenticate"].flatMap(AuthenticationChallenge.parse)
        let authenticator = RegistryAuthenticator(transport: self, endpoint: endpoint, registry: origin, url: url)
        guard let fresh = try await authenticator.authorization(for: challenges, access: request.access) else {
            throw await answer.failure(registry: endpoint.registry, subject: "such content", now: Self.now)
        }
        await cache.store(fresh.value, for: key, expiry: fresh.lifetime.map { ContinuousClock().now + $0 })
        let (second, _) = try await followed(request, url: url, authorization: fresh.value)
        if second.status == 401 {
            throw await second.failure(
                registry: endpoint.registry, subject: "such content", hadCredential: fresh.hadCredential, now: Self.now)
        }
        return second
    }

    /// Follows the redirects of a reading request; returns whether the answer is from where the request was sent.
    private func followed(
        _ request: RegistryRequest, url: URL, authorization: String?
    ) async throws -> (answer: RegistryAnswer, isAtOrigin: Bool) {
        var policy = RedirectPolicy(url)
        while true {
            var message = HTTPClientRequest(url: policy.url.absoluteString)
            message.method = request.method
            for (name, value) in request.headers { message.headers.add(name: name, value: value) }
            message.headers.add(name: "User-Agent", value: configuration.userAgent)
            if policy.mayAuthorize, let authorization {
                message.headers.add(name: "Authorization", value: authorization)
            }
            let answer = try await execute(&message, body: request.body, url: policy.url)
            guard RedirectPolicy.statuses.contains(answer.status), request.method == .GET || request.method == .HEAD
            else { return (answer, policy.mayAuthorize) }
            do throws(RedirectPolicy.Refused) {
                try policy.follow(location: answer.header("Location"))
            } catch {
                throw RegistryError.redirect(error, at: answer.url)
            }
        }
    }

    /// One exchange, up to the head of the answer.
    func execute(
        _ message: inout HTTPClientRequest, body: RegistryRequest.Body?, url: URL
    ) async throws -> RegistryAnswer {
        if configuration.isOffline { throw RegistryError.offline(url: url.shown) }
        var allowance = configuration.responseTimeout
        switch body {
        case nil: break
        case .bytes(let bytes): message.body = .bytes(ByteBuffer(bytes: bytes))
        case .range(let source, let range):
            message.body = .stream(BlobRangeSequence(source, range), length: .known(Int64(clamping: body?.count ?? 0)))
        }
        if let count = body?.count { allowance += .seconds(Double(count) / Double(max(configuration.minimumRate, 1))) }
        do {
            let seconds = Int64(clamping: allowance.components.seconds)
            let response = try await http.execute(message, timeout: .seconds(min(seconds, 86_400)), logger: logger)
            // A client that follows redirects by itself would do so without the rules above.
            guard response.history.count <= 1 else {
                throw RegistryError.redirectRefused(url: url.shown, detail: "the HTTP client followed one by itself")
            }
            logger.trace("registry answered", metadata: ["url": "\(url.shown)", "status": "\(response.status.code)"])
            return RegistryAnswer(url: url, response: response)
        } catch let error as any Refusal {
            throw error
        } catch let error as BlobSourceFailure {
            throw error
        } catch {
            throw try RegistryError.transport(error, url)
        }
    }

    /// Seconds since 1970, for dates in `Retry-After`.
    static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
