internal import AsyncHTTPClient
internal import FoundationEssentials
internal import NIOCore
internal import NIOHTTP1
internal import TareDiagnostics

/// The head of an answer of status 200 or 206, with the body still to be read.
struct WebAnswer: Sendable {
    /// Where the answer came from, behind all redirects.
    let url: URL
    let response: HTTPClientResponse
    let minimumRate: Int

    var status: UInt { response.status.code }
    var contentRange: ContentRange? { ContentRange(header("Content-Range")) }
    var contentLength: UInt64? { header("Content-Length").flatMap { ContentRange.number($0[...]) } }

    func header(_ name: String) -> String? { response.headers.first(name: name) }

    /// Gives the body piece by piece, each valid only during the call. A body that hardly moves is ended.
    func receive(_ body: (UnsafeRawBufferPointer) throws -> Void) async throws {
        let clock = ContinuousClock()
        var rate = TransferRate(minimum: minimumRate, window: .seconds(30), now: clock.now)
        do {
            for try await buffer in response.body {
                try buffer.withUnsafeReadableBytes { try body($0) }
                guard rate.received(buffer.readableBytes, now: clock.now) else {
                    throw WebFailure.unreachable(url: url.absoluteString, detail: "hardly anything comes in")
                }
            }
        } catch let error as any Refusal {
            throw error
        } catch { throw try WebClient.failure(error, url) }
    }

    /// The whole body, refused as soon as it is longer than `limit` bytes.
    func bytes(limit: Int) async throws -> [UInt8] {
        let tooLarge = WebFailure.tooLarge(url: url.absoluteString, limit: UInt64(limit))
        if let length = contentLength, length > UInt64(limit) { throw tooLarge }
        var bytes: [UInt8] = []
        if let length = contentLength { bytes.reserveCapacity(Int(length)) }
        try await receive { piece in
            guard piece.count <= limit - bytes.count else { throw tooLarge }
            bytes.append(contentsOf: piece)
        }
        return bytes
    }
}
