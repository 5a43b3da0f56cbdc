import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// A proxy of the stand.
struct RegistryProxy: Sendable {
    let port: Int
    let control: Int

    var authority: String { "127.0.0.1:\(port)" }
    var url: String { "http://" + authority }

    /// One request that came to the proxy.
    struct Exchange: Decodable, Sendable {
        let method: String
        let path: String
        let bodyBytes: Int
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let text: String
    }

    func setFaults(_ faults: [Fault]) async throws {
        let body = try JSONEncoder().encode(["faults": faults])
        _ = try await Self.post("http://127.0.0.1:\(control)/proxies/\(port)", body)
    }

    /// What came, in order, of the given methods and with the text in its path.
    func log(_ methods: String..., path: String = "") async throws -> [Exchange] {
        let data = try await Self.send(HTTPClientRequest(url: "http://127.0.0.1:\(control)/proxies/\(port)/log"))
        return try JSONDecoder().decode([Exchange].self, from: data).filter {
            (methods.isEmpty || methods.contains($0.method)) && (path.isEmpty || $0.path.contains(path))
        }
    }

    /// Sends a document to the stand and returns its answer.
    static func post(_ url: String, _ body: Data) async throws -> Data {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.body = .bytes(Array(body))
        return try await send(request)
    }

    private static func send(_ request: HTTPClientRequest) async throws -> Data {
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        return Data(try await answer.body.collect(upTo: 16 << 20).readableBytesView)
    }
}
