internal import AsyncHTTPClient
internal import FoundationEssentials
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import TareDiagnostics
internal import TareOCI

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

    /// The bytes of a small file whose checksum nobody states: a release.
    func bytes(of url: URL, limit: Int) async throws -> [UInt8] {
        try await retrying(url) {
            let response = try await respond(to: url, from: 0)
            var bytes: [UInt8] = []
            try await receive(response, url) { piece in
                guard bytes.count + piece.count <= limit else {
                    throw DebianMirrorError.tooLarge(url: url.absoluteString, limit: UInt64(limit))
                }
                bytes.append(contentsOf: piece)
            }
            return bytes
        }
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
        return try await retrying(url) {
            let response = try await respond(to: url, from: 0)
            let pending = try PendingFile(for: path)
            var hasher = Digest.Hasher(.sha256)
            var size: UInt64 = 0
            try await receive(response, url) { piece in
                size &+= UInt64(piece.count)
                guard size <= expected.size else {
                    throw DebianMirrorError.wrongSize(url: url.absoluteString, expected: expected.size, actual: size)
                }
                hasher.update(piece)
                try pending.append(piece)
                received(piece.count)
            }
            guard size == expected.size else {
                throw DebianMirrorError.wrongSize(url: url.absoluteString, expected: expected.size, actual: size)
            }
            let actual = hasher.finish().hex
            guard actual == expected.sha256 else {
                throw DebianMirrorError.wrongDigest(
                    url: url.absoluteString, expected: expected.sha256, actual: actual)
            }
            try pending.commit(as: path)
            return path
        }
    }

    private func retrying<Value>(_ url: URL, _ transfer: () async throws -> Value) async throws -> Value {
        if configuration.isOffline { throw DebianMirrorError.offline(url: url.absoluteString) }
        let clock = ContinuousClock()
        let start = clock.now
        var schedule = RetrySchedule(configuration.retry)
        while true {
            do {
                return try await transfer()
            } catch let error as DebianMirrorError where error.isTransient {
                let decision = schedule.failed(
                    retryAfter: nil, elapsed: start.duration(to: clock.now), jitter: .random(in: 0..<1))
                guard case .retry(let delay) = decision else { throw error }
                logger.debug("transfer is repeated", metadata: ["after": "\(delay)", "failure": "\(error)"])
                try await Task.sleep(for: delay)
            }
        }
    }

    /// The head of an answer of status 200, redirects followed.
    private func respond(to url: URL, from offset: UInt64) async throws -> HTTPClientResponse {
        var policy = RedirectPolicy(url)
        while true {
            var request = HTTPClientRequest(url: policy.url.absoluteString)
            request.headers.add(name: "User-Agent", value: "tare")
            let response: HTTPClientResponse
            do {
                response = try await http.execute(request, timeout: .minutes(30), logger: logger)
            } catch { throw try Self.transport(error, policy.url) }
            let status = UInt(response.status.code)
            if RedirectPolicy.statuses.contains(status) {
                do throws(RedirectPolicy.Refused) {
                    try policy.follow(location: response.headers.first(name: "Location"))
                } catch {
                    throw DebianMirrorError.redirect(url: policy.url.absoluteString, detail: "\(error)")
                }
                continue
            }
            switch status {
            case 200: return response
            case 404, 410: throw DebianMirrorError.notFound(url: policy.url.absoluteString)
            default: throw DebianMirrorError.refused(url: policy.url.absoluteString, status: status)
            }
        }
    }

    private func receive(
        _ response: HTTPClientResponse, _ url: URL, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        var rate = TransferRate(minimum: configuration.minimumRate, window: .seconds(30), now: clock.now)
        do {
            for try await buffer in response.body {
                try buffer.withUnsafeReadableBytes { try body($0) }
                guard rate.received(buffer.readableBytes, now: clock.now) else {
                    throw DebianMirrorError.unreachable(url: url.absoluteString, detail: "hardly anything comes in")
                }
            }
        } catch let error as any Refusal {
            throw error
        } catch { throw try Self.transport(error, url) }
    }

    private static func transport(_ error: any Error, _ url: URL) throws -> DebianMirrorError {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        let detail = (error as? HTTPClientError)?.shortDescription ?? String(describing: error)
        return .unreachable(url: url.absoluteString, detail: detail)
    }
}
