internal import FoundationEssentials

/// What of MCP's messages is written and read here (modelcontextprotocol.io, schema 2025-11-25 and 2026-07-28).
enum MCPMessages {
    /// The newest revision that begins with `initialize`.
    static let protocolVersion = "2025-11-25"
    /// The stateless revision, for servers that know no other.
    static let statelessVersion = "2026-07-28"

    static func initialize(id: Int) -> [UInt8] {
        request(
            id, "initialize",
            #"{"protocolVersion":"\#(protocolVersion)","capabilities":{},"clientInfo":{"name":"tare","version":"1"}}"#)
    }

    static let initialized = Array(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#.utf8)

    static func listTools(id: Int, cursor: String?) -> [UInt8] {
        request(id, "tools/list", cursor.map { #"{"cursor":\#(quoted($0))}"# } ?? "{}")
    }

    /// A request of the stateless revision, which says in each who asks.
    static func stateless(id: Int, _ method: String, cursor: String? = nil) -> [UInt8] {
        let meta =
            #""_meta":{"io.modelcontextprotocol/protocolVersion":"\#(statelessVersion)","#
            + #""io.modelcontextprotocol/clientCapabilities":{},"#
            + #""io.modelcontextprotocol/clientInfo":{"name":"tare","version":"1"}}"#
        return request(id, method, "{" + meta + (cursor.map { #","cursor":\#(quoted($0))"# } ?? "") + "}")
    }

    private static func request(_ id: Int, _ method: String, _ params: String) -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#.utf8)
    }

    private static func quoted(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}

/// An answer to a request, as far as it is read here.
struct MCPAnswer<Result: Decodable>: Decodable {
    struct Failure: Decodable {
        var code: Int
        var message: String?
    }

    var id: Int?
    var result: Result?
    var error: Failure?

    private enum CodingKeys: String, CodingKey {
        case jsonrpc, id, result, error
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard try container.decode(String.self, forKey: .jsonrpc) == "2.0" else {
            throw DecodingError.dataCorruptedError(forKey: .jsonrpc, in: container, debugDescription: "no JSON-RPC 2.0")
        }
        id = try? container.decode(Int.self, forKey: .id)
        error = try? container.decode(Failure.self, forKey: .error)
        result = error == nil ? try container.decodeIfPresent(Result.self, forKey: .result) : nil
    }

    /// The answer to the request with this id: the body, or one of its events.
    static func find(id: Int, type: String, in body: [UInt8]) -> MCPAnswer? {
        let candidates = type.lowercased().hasPrefix("text/event-stream") ? ServerSentEvents.data(in: body) : [body]
        for candidate in candidates {
            guard let answer = try? JSONDecoder().decode(MCPAnswer.self, from: Data(candidate)) else { continue }
            // Errors about the request as a whole carry no id.
            if answer.id == id || answer.id == nil && answer.error != nil { return answer }
        }
        return nil
    }
}

/// Results of `initialize`, `server/discover` and `tools/list`.
struct MCPServer: Decodable {
    struct Info: Decodable {
        var name: String?
        var version: String?
    }

    var protocolVersion: String?
    var supportedVersions: [String]?
    var serverInfo: Info?
}

struct MCPTools: Decodable {
    struct Tool: Decodable { var name: String }

    var tools: [Tool]
    var nextCursor: String?
}
