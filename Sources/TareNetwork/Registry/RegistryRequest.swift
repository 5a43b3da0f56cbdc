internal import AsyncHTTPClient
internal import FoundationEssentials
internal import NIOCore
internal import NIOHTTP1

/// A request to a registry before it is known where it goes and with which credential.
struct RegistryRequest: Sendable {
    enum Target: Sendable {
        /// Below `/v2/`, with a query that is encoded already.
        case path(String)
        /// A URL that the registry gave for an upload.
        case url(URL)
    }

    var method: HTTPMethod
    var target: Target
    var access: RegistryAccess
    var headers: [(name: String, value: String)] = []
    var body: Body?

    /// A body that can be sent again.
    enum Body: Sendable {
        case bytes([UInt8])
        case range(BlobSource, Range<UInt64>)

        var count: UInt64 {
            switch self {
            case .bytes(let bytes): UInt64(bytes.count)
            case .range(_, let range): range.upperBound - range.lowerBound
            }
        }
    }
}

/// The head of an answer, with the body still to be read.
struct RegistryAnswer: Sendable {
    /// Where the answer came from, behind all redirects.
    let url: URL
    let response: HTTPClientResponse

    var status: UInt { response.status.code }

    func header(_ name: String) -> String? { response.headers.first(name: name) }

    var contentLength: UInt64? { header("Content-Length").flatMap { ContentRange.number($0[...]) } }

    /// The whole body, refused as soon as it is longer than `limit` bytes.
    func collect(limit: Int, _ configuration: RegistryConfiguration) async throws -> [UInt8] {
        if let length = contentLength, length > UInt64(limit) {
            throw RegistryError.tooLarge(url: url.shown, limit: UInt64(limit))
        }
        let clock = ContinuousClock()
        var rate = TransferRate(minimum: configuration.minimumRate, window: configuration.rateWindow, now: clock.now)
        var bytes: [UInt8] = []
        do {
            for try await chunk in response.body {
                guard chunk.readableBytes <= limit - bytes.count else {
                    throw RegistryError.tooLarge(url: url.shown, limit: UInt64(limit))
                }
                bytes.append(contentsOf: chunk.readableBytesView)
                guard rate.received(chunk.readableBytes, now: clock.now) else {
                    throw RegistryError.tooSlow(url: url.shown, bytesPerSecond: configuration.minimumRate)
                }
            }
        } catch let error as RegistryError {
            throw error
        } catch {
            throw try RegistryError.transport(error, url)
        }
        return bytes
    }

    /// The failure that an answer with an unwanted status stands for, with the registry's own words.
    func failure(registry: String, subject: String, hadCredential: Bool = false, now: Int64) async -> RegistryError {
        let shown = url.shown
        let detail = await message()
        switch status {
        case 401: return .unauthorized(url: shown, registry: registry, hadCredential: hadCredential, detail: detail)
        case 403: return .forbidden(url: shown, registry: registry, detail: detail)
        case 404: return .notFound(url: shown, subject: subject)
        case 429:
            let wait = RetrySchedule.retryAfter(header("Retry-After"), now: now)
            return .rateLimited(url: shown, retryAfter: wait?.components.seconds)
        default: return .unexpectedStatus(url: shown, status: status, detail: detail)
        }
    }

    /// `CODE: message` of the registry's error document (distribution specification, "Error Codes"), or nothing.
    private func message() async -> String {
        struct Document: Decodable {
            struct Entry: Decodable {
                var code: String?
                var message: String?
            }
            var errors: [Entry]
        }
        var configuration = RegistryConfiguration()
        configuration.rateWindow = .seconds(5)
        guard let bytes = try? await collect(limit: 64 << 10, configuration),
            let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
            let first = document.errors.first
        else { return "" }
        return [first.code, first.message].compactMap { $0 }.joined(separator: ": ")
    }
}
