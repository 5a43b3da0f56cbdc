internal import AsyncHTTPClient
internal import FoundationEssentials
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import TareDiagnostics
internal import TareOCI

/// Fetches files over HTTP from servers that need no credential: redirects by hand, transient failures again, sizes
/// bounded.
struct WebClient: Sendable {
    let http: HTTPClient
    let logger: Logger
    var isOffline = false
    var retry = RetryPolicy()
    /// Least bytes a second, over 30 seconds.
    var minimumRate = 1024

    /// Asks for a file and reads the answer with `take`: a failure that may pass makes both happen again.
    func get<Value>(
        _ url: URL, headers: [(name: String, value: String)] = [], _ take: (WebAnswer) async throws -> Value
    ) async throws -> Value {
        if isOffline { throw WebFailure.offline(url: url.absoluteString) }
        let clock = ContinuousClock()
        let start = clock.now
        var schedule = RetrySchedule(retry)
        while true {
            var retryAfter: Duration?
            let failure: WebFailure
            do {
                let answer = try await answer(url, headers)
                switch answer.status {
                case 200, 206: return try await take(answer)
                case 404, 410: throw WebFailure.notFound(url: answer.url.absoluteString)
                default:
                    retryAfter = RetrySchedule.retryAfter(
                        answer.header("Retry-After"), now: Int64(Date.now.timeIntervalSince1970))
                    throw WebFailure.refused(url: answer.url.absoluteString, status: answer.status)
                }
            } catch let error as WebFailure where error.isTransient { failure = error }
            let elapsed = start.duration(to: clock.now)
            switch schedule.failed(retryAfter: retryAfter, elapsed: elapsed, jitter: .random(in: 0..<1)) {
            case .giveUp: throw failure
            case .retry(let delay):
                logger.debug("transfer is repeated", metadata: ["after": "\(delay)", "failure": "\(failure)"])
                try await Task.sleep(for: delay)
            }
        }
    }

    /// The bytes of a file whose checksum nobody states, of at most `limit`.
    func bytes(
        of url: URL, headers: [(name: String, value: String)] = [], limit: Int
    ) async throws -> [UInt8] {
        try await get(url, headers: headers) { try await $0.bytes(limit: limit) }
    }

    /// Fetches a file of known size and SHA-256 to a path, under another name until it is whole and its digest holds.
    ///
    /// - Parameter received: hears of bytes as they come in; a repeated transfer starts from the first byte again.
    func fetch(
        _ url: URL, sha256: String, size: UInt64, to path: String,
        received: @Sendable (Int) -> Void = { _ in }
    ) async throws {
        try await get(url) { answer in
            let pending = try PendingFile(for: path)
            var hasher = Digest.Hasher(.sha256)
            var count: UInt64 = 0
            try await answer.receive { piece in
                count &+= UInt64(piece.count)
                guard count <= size else {
                    throw WebFailure.wrongSize(url: url.absoluteString, expected: size, actual: count)
                }
                hasher.update(piece)
                try pending.append(piece)
                received(piece.count)
            }
            guard count == size else {
                throw WebFailure.wrongSize(url: url.absoluteString, expected: size, actual: count)
            }
            let actual = hasher.finish().hex
            guard actual == sha256 else {
                throw WebFailure.wrongDigest(url: url.absoluteString, expected: sha256, actual: actual)
            }
            try pending.commit(as: path)
        }
    }

    /// The head of an answer, redirects followed.
    private func answer(_ url: URL, _ headers: [(name: String, value: String)]) async throws -> WebAnswer {
        var policy = RedirectPolicy(url)
        while true {
            var request = HTTPClientRequest(url: policy.url.absoluteString)
            for (name, value) in headers { request.headers.add(name: name, value: value) }
            request.headers.add(name: "User-Agent", value: "tare")
            let response: HTTPClientResponse
            do {
                response = try await http.execute(request, timeout: .minutes(30), logger: logger)
            } catch { throw try Self.failure(error, policy.url) }
            guard RedirectPolicy.statuses.contains(response.status.code) else {
                return WebAnswer(url: policy.url, response: response, minimumRate: minimumRate)
            }
            do throws(RedirectPolicy.Refused) {
                try policy.follow(location: response.headers.first(name: "Location"))
            } catch {
                throw WebFailure.redirect(url: policy.url.absoluteString, detail: "\(error)")
            }
        }
    }

    static func failure(_ error: any Error, _ url: URL) throws -> WebFailure {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        let detail = (error as? HTTPClientError)?.shortDescription ?? String(describing: error)
        return .unreachable(url: url.absoluteString, detail: detail)
    }
}
