internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Asks the service over loopback. It is a stranger: answers are bounded, redirects are not followed.
struct HTTPProbe: Sendable {
    let client: HTTPClient
    /// `127.0.0.1:8000` or `[::1]:8000`.
    let authority: String

    struct Answer: Sendable {
        var status: Int
        /// In lower case.
        var headers: [String: String]
        var body: [UInt8]
    }

    private static let longestBody = 4 << 20

    init(_ client: HTTPClient, at socket: ListeningSocket) {
        self.client = client
        authority = (socket.address == "::1" ? "[::1]" : "127.0.0.1") + ":\(socket.port)"
    }

    static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(2))
        // Each answer stands for itself: a service that closes connections is no failure.
        configuration.connectionPool.idleTimeout = .milliseconds(100)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func get(_ path: String, timeout: Duration) async -> Answer? {
        var request = HTTPClientRequest(url: "http://\(authority)\(path)")
        request.headers.add(name: "user-agent", value: "tare")
        request.headers.add(name: "accept", value: "*/*")
        return await send(request, timeout: timeout) { _, _ in false }
    }

    /// - Parameter isEnough: whether what has arrived so far, by its content type, is all that is wanted: a stream of
    ///   events may never end.
    func post(
        _ path: String, _ body: [UInt8], headers: [(String, String)], timeout: Duration,
        isEnough: @escaping @Sendable (_ type: String, _ body: [UInt8]) -> Bool
    ) async -> Answer? {
        var request = HTTPClientRequest(url: "http://\(authority)\(path)")
        request.method = .POST
        request.headers.add(name: "user-agent", value: "tare")
        request.headers.add(name: "content-type", value: "application/json")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(body)
        return await send(request, timeout: timeout, isEnough: isEnough)
    }

    private func send(
        _ request: HTTPClientRequest, timeout: Duration,
        isEnough: @escaping @Sendable (_ type: String, _ body: [UInt8]) -> Bool
    ) async -> Answer? {
        let client = client
        return await Deadline.run(timeout) { () async -> Answer? in
            guard let response = try? await client.execute(request, timeout: .seconds(60)) else { return nil }
            var headers: [String: String] = [:]
            for (name, value) in response.headers where headers.count < 100 { headers[name.lowercased()] = value }
            var answer = Answer(status: Int(response.status.code), headers: headers, body: [])
            let type = headers["content-type"] ?? ""
            do {
                for try await piece in response.body {
                    answer.body.append(contentsOf: piece.readableBytesView)
                    if answer.body.count > Self.longestBody || isEnough(type, answer.body) { break }
                }
            } catch { return nil }
            return answer
        } ?? nil
    }
}
